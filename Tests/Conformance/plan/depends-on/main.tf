resource "terraform_data" "first" {
  input = "first"
}

resource "terraform_data" "second" {
  input      = "second"
  depends_on = [terraform_data.first]
}

module "third" {
  source     = "./third"
  depends_on = [terraform_data.second]
}

output "third" {
  value      = module.third.text
  depends_on = [terraform_data.first]
}
