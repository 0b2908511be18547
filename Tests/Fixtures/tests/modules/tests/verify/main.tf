variable "name" { type = string }
resource "terraform_data" "verify" {
  input = var.name
}
output "length" { value = length(var.name) }
