variable "strict" {
  type = bool
}

locals {
  on = true
}

resource "aws_s3_account_public_access_block" "pass_whole" {
  block_public_acls       = local.on
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "fail_default" {
  account_id = "123456789012"
}

resource "aws_s3_account_public_access_block" "fail_one_false" {
  count                   = 1
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = false
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "unknown_variable" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.strict
}

# What is false already decides, whatever the variable will be.
resource "aws_s3_account_public_access_block" "fail_despite_variable" {
  block_public_acls       = var.strict
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = true
}

module "account" {
  source = "./account"
  strict = true
}
