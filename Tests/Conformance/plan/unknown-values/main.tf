# Values that are known only after apply, and what can be known of them before.
resource "terraform_data" "a" {
  input = "a"
}

output "id" {
  value = terraform_data.a.id
}
output "in_text" {
  value = "prefix-${terraform_data.a.id}-suffix"
}
output "in_object" {
  value = { known = 1, unknown = terraform_data.a.id }
}
output "length_of_list" {
  value = length([terraform_data.a.id, terraform_data.a.id])
}
output "conditional" {
  value = terraform_data.a.id == "" ? "empty" : "filled"
}
output "not_null" {
  value = terraform_data.a.id != null
}
output "set" {
  value = toset([terraform_data.a.id, "x"])
}
output "split" {
  value = split("-", terraform_data.a.id)
}
output "upper" {
  value = upper(terraform_data.a.output)
}

resource "terraform_data" "b" {
  input = {
    id    = terraform_data.a.id
    same  = terraform_data.a.input
    other = terraform_data.a.output
  }
}
