resource "terraform_data" "x" {}

module "sub" {
  source = "./sub"
}
