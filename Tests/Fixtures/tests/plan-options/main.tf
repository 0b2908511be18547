variable "name" { default = "x" }
resource "terraform_data" "a" {
  input = var.name
}
resource "terraform_data" "b" {
  input = terraform_data.a.id
}
resource "terraform_data" "c" {
  input = var.name
}
output "a" { value = terraform_data.a.output }
output "id" { value = terraform_data.a.id }
