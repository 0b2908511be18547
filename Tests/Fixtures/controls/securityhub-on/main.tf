variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_securityhub_account" "pass_default" {}

resource "aws_securityhub_account" "pass_on" {
  enable_default_standards = local.yes
}

resource "aws_securityhub_account" "fail_off" {
  count                    = 1
  enable_default_standards = false
}

resource "aws_securityhub_account" "unknown_variable" {
  enable_default_standards = var.on
}

module "hub" {
  source    = "./hub"
  standards = false
}
