variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

resource "aws_kms_key" "aside_key" {}

resource "aws_cloudwatch_log_group" "pass_keyed" {
  for_each   = toset(["a", "b"])
  name       = each.key
  kms_key_id = aws_kms_key.aside_key.arn
}

resource "aws_cloudwatch_log_group" "fail_default" {}

resource "aws_cloudwatch_log_group" "unknown_variable" {
  kms_key_id = var.value
}

module "group" {
  source = "./group"
  key    = ""
}
