terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
provider "aws" {
}
resource "terraform_data" "a" { input = "a" }
module "waits" {
  source     = "./m"
  depends_on = [terraform_data.a]
}
module "waits_for_module" {
  source     = "./m"
  depends_on = [module.waits]
}
data "aws_iam_policy_document" "d" {
  depends_on = [module.waits]
  statement { actions = ["s3:*"] }
}
module "free" { source = "./m" }
module "for_data" {
  source     = "./m"
  depends_on = [data.aws_region.r]
}
data "aws_region" "r" {}
module "many" {
  source     = "./m"
  for_each   = toset(["x"])
  depends_on = [module.free]
}
output "o" { value = [module.waits.r, module.free.r, module.for_data.r, module.many["x"].r, module.waits_for_module.r] }
