variable "seed" {
  default = "s"
}
resource "terraform_data" "setup" {
  input = "made-${var.seed}"
}
output "prefix" { value = terraform_data.setup.output }
