resource "terraform_data" "other" {}

moved {
  from = terraform_data.e
  to   = terraform_data.f
}

moved {
  from = terraform_data.f
  to   = terraform_data.g
}

moved {
  from = terraform_data.g
  to   = terraform_data.e
}
