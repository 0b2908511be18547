resource "terraform_data" "a" {
  input = "changed"
}

output "a" {
  value = "${terraform_data.a.output}!"
}
