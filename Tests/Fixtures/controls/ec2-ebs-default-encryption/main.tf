variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_ebs_encryption_by_default" "pass_default" {}

resource "aws_ebs_encryption_by_default" "pass_on" {
  enabled = local.yes
}

resource "aws_ebs_encryption_by_default" "fail_off" {
  count   = 1
  enabled = false
}

resource "aws_ebs_encryption_by_default" "unknown_variable" {
  enabled = var.on
}

module "region" {
  source  = "./region"
  enabled = false
}
