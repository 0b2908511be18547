variable "key" {
  type = string
}

resource "aws_kms_key" "aside_key" {}

locals {
  key = aws_kms_key.aside_key.arn
}

resource "aws_backup_vault" "pass_own" {
  for_each    = toset(["a", "b"])
  name        = each.key
  kms_key_arn = local.key
}

resource "aws_backup_vault" "fail_default" {
  name = "c"
}

resource "aws_backup_vault" "unknown_variable" {
  name        = "d"
  kms_key_arn = var.key
}

module "vault" {
  source = "./vault"
}
