variable "mutability" {
  type = string
}

locals {
  mutability = "IMMUTABLE"
}

resource "aws_ecr_repository" "pass_immutable" {
  name                 = "a"
  image_tag_mutability = local.mutability
}

resource "aws_ecr_repository" "fail_default" {
  count = 2
  name  = "b${count.index}"
}

resource "aws_ecr_repository" "fail_mutable" {
  name                 = "c"
  image_tag_mutability = "MUTABLE"
}

resource "aws_ecr_repository" "unknown_variable" {
  name                 = "d"
  image_tag_mutability = var.mutability
}

module "repository" {
  source = "./repository"
}
