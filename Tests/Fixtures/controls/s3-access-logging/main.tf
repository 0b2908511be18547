variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "pass_logged" {

}

resource "aws_s3_bucket_logging" "aside_logged" {
  bucket        = aws_s3_bucket.pass_logged.id
  target_bucket = aws_s3_bucket.aside_logs.id
  target_prefix = "a/"
}

# Logs of the bucket for logs would be logged without end.
# checkov: fails it.

resource "aws_s3_bucket" "aside_logs" {
  bucket = "logs-${var.suffix}"
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "fail_each" {
  for_each = toset(["a", "b"])
  bucket   = "each-${each.key}"
}

# checkov: says failed, for it does not find the logging of each instance.
resource "aws_s3_bucket" "pass_each" {
  for_each = toset(["a", "b"])
  bucket   = "data-${each.key}-${var.suffix}"
}

resource "aws_s3_bucket_logging" "aside_each" {
  for_each      = aws_s3_bucket.pass_each
  bucket        = each.value.bucket
  target_bucket = aws_s3_bucket.aside_logs.bucket
  target_prefix = "${each.key}/"
}

# It may be the one that the variable names.
resource "aws_s3_bucket_logging" "aside_given" {
  bucket        = "given-${var.value}"
  target_bucket = aws_s3_bucket.aside_logs.bucket
  target_prefix = "given/"
}

resource "aws_s3_bucket" "unknown_maybe_given" {
  bucket = "given-one"
}

resource "aws_s3_bucket" "pass_old_argument" {
  bucket = "old"
  logging {
    target_bucket = "logs"
  }
}

module "bucket" {
  source = "./bucket"
  value  = "of-the-module"
}
