variable "prefix" { type = string }
resource "terraform_data" "a" {
  input = var.prefix
}
output "name" { value = terraform_data.a.output }
