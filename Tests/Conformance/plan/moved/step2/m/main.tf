resource "terraform_data" "y" {}

resource "terraform_data" "z" {}

moved {
  from = terraform_data.x
  to   = terraform_data.y
}

moved {
  from = module.sub.terraform_data.z
  to   = terraform_data.z
}
