variable "y" {
  default = 2
}
resource "terraform_data" "q" { input = var.y }
output "z" { value = terraform_data.q.output }
