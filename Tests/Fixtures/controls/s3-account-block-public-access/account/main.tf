variable "strict" {}

resource "aws_s3_account_public_access_block" "pass_in_module" {
  block_public_acls       = var.strict
  block_public_policy     = var.strict
  ignore_public_acls      = var.strict
  restrict_public_buckets = var.strict
}
