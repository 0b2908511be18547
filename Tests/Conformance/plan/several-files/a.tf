locals {
  from_a = "a"
}

resource "terraform_data" "z" {
  input = local.from_b
}

resource "terraform_data" "a" {
  input = terraform_data.z.input
}
