variable "strict" {}

# checkov: says failed, for it does not find the block of each instance, or through a module.
resource "aws_s3_bucket" "pass_in_module" {}

resource "aws_s3_bucket_public_access_block" "fail_in_module" {
  bucket                  = aws_s3_bucket.pass_in_module.id
  block_public_acls       = var.strict
  block_public_policy     = var.strict
  ignore_public_acls      = var.strict
  restrict_public_buckets = var.strict
}
