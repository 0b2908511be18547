variable "v" { default = 1 }
locals { l = terraform_data.a.id }
resource "terraform_data" "a" { input = var.v }
resource "terraform_data" "b" {
  count      = 2
  input      = local.l
  depends_on = [module.m]
}
resource "terraform_data" "alone" {}
module "m" {
  source   = "./m"
  for_each = toset(["x"])
  x        = terraform_data.a.output
}
module "empty" { source = "./m/n" }
output "o" { value = module.m["x"].o }
resource "terraform_data" "c" {
  input = module.m
  lifecycle { replace_triggered_by = [terraform_data.b] }
}
