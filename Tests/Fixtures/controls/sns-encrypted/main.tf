variable "key" {
  type = string
}

resource "aws_kms_key" "aside_key" {}

locals {
  key = aws_kms_key.aside_key.arn
}

resource "aws_sns_topic" "pass_key" {
  for_each          = toset(["a", "b"])
  name              = each.key
  kms_master_key_id = local.key
}

resource "aws_sns_topic" "pass_alias" {
  name              = "c"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "fail_default" {
  name = "d"
}

resource "aws_sns_topic" "unknown_variable" {
  name              = "e"
  kms_master_key_id = var.key
}

module "topic" {
  source = "./topic"
}
