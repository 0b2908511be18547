data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = terraform_data.z.id }
}
resource "terraform_data" "z" {}
resource "terraform_data" "w" {
  input = data.terraform_remote_state.s.outputs
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "é" { for_each = module.b }
module "b" {
  source    = "./m"
  providers = {}
  v         = [data.terraform_remote_state.s.outputs]
}
module "a" {
  source     = "./m"
  count      = length(module.b.x)
  depends_on = [terraform_data.w]
}
resource "terraform_data" "last" { depends_on = [module.a, module.b, terraform_data.z] }
