variable "v" { default = 1 }
resource "terraform_data" "in" {}
resource "terraform_data" "use" { input = var.v }
data "terraform_remote_state" "s" {
  backend = "local"
}
output "x" { value = [terraform_data.in] }
