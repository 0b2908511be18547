variable "factor" {
  type = string
}

locals {
  on = "Enabled"
}

resource "aws_s3_bucket" "aside_bucket" {}

resource "aws_s3_bucket_versioning" "pass_on" {
  bucket = aws_s3_bucket.aside_bucket.id
  mfa    = "arn:aws:iam::123456789012:mfa/root 123456"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = local.on
  }
}

resource "aws_s3_bucket_versioning" "fail_default" {
  bucket = aws_s3_bucket.aside_bucket.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "fail_off" {
  for_each = toset(["a", "b"])
  bucket   = each.key
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}

resource "aws_s3_bucket_versioning" "unknown_variable" {
  bucket = aws_s3_bucket.aside_bucket.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = var.factor
  }
}

resource "aws_s3_bucket" "fail_old_argument" {
  versioning {
    enabled = true
  }
}

resource "aws_s3_bucket" "pass_old_argument" {
  versioning {
    enabled    = true
    mfa_delete = true
  }
}

module "off" {
  source = "./versioning"
  factor = "Disabled"
}
