variable "x" {}
resource "terraform_data" "r" { input = var.x }
resource "terraform_data" "s" { input = terraform_data.r.id }
module "n" {
  source = "./n"
  y      = terraform_data.s.id
}
output "o" { value = module.n.z }
