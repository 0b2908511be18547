variable "name" {}

resource "terraform_data" "door" {
  input = { name = var.name, where = path.module }
}

output "name" {
  value = terraform_data.door.input.name
}

output "id" {
  value       = terraform_data.door.id
  description = "Known after apply."
}
