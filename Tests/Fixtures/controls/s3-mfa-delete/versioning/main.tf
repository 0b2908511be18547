variable "factor" {}

resource "aws_s3_bucket_versioning" "fail_in_module" {
  bucket = "of-the-module"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = var.factor
  }
}
