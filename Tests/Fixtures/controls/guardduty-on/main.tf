variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

# checkov: says failed, for it also wants a configuration of the organization.
resource "aws_guardduty_detector" "pass_default" {}

# checkov: says failed, for it also wants a configuration of the organization.
resource "aws_guardduty_detector" "pass_on" {
  enable = local.yes
}

resource "aws_guardduty_detector" "fail_each" {
  for_each = { a = false }
  enable   = each.value
}

resource "aws_guardduty_detector" "unknown_variable" {
  enable = var.on
}

module "detector" {
  source  = "./detector"
  enabled = false
}
