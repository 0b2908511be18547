provider "terraform" {
}
resource "terraform_data" "b10" { input = module.a-b.all[*].x }
resource "terraform_data" "b2" { input = [for m in [module.a, module.a-b] : m] }
resource "terraform_data" "B" { input = module.n[0].one }
resource "terraform_data" "whole" { input = module.n[*].one }
resource "terraform_data" "by_key" { input = module.n[terraform_data.key.output].one }
resource "terraform_data" "key" { input = 0 }
resource "terraform_data" "triggered" {
  lifecycle {
    replace_triggered_by = [terraform_data.key]
    precondition {
      condition     = data.terraform_remote_state.past.outputs == terraform_data.B.id
      error_message = "No ${terraform_data.by_key.id}."
    }
  }
}
data "terraform_remote_state" "past" {
  backend    = "local"
  depends_on = [module.a]
}
module "a" {
  source = "./nested"
}
module "a-b" {
  source = "./nested/leaf"
}
module "n" {
  source = "./nested/leaf"
  count  = terraform_data.key.id == "" ? 1 : 2
}
