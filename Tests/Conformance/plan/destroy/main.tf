resource "terraform_data" "a" {
  input = "a"
}

resource "terraform_data" "b" {
  count = 2
  input = "${terraform_data.a.id}-${count.index}"
}

output "b" {
  value = terraform_data.b[*].input
}

output "secret" {
  value     = terraform_data.a.output
  sensitive = true
}
