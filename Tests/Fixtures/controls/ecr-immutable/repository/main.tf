variable "mutability" {
  type    = string
  default = "MUTABLE"
}

resource "aws_ecr_repository" "fail_in_module" {
  name                 = "m"
  image_tag_mutability = var.mutability
}
