variable "name" { type = string }
variable "count_of" {
  type    = number
  default = 1
}
resource "terraform_data" "a" {
  input = var.name
}
output "name" { value = terraform_data.a.output }
