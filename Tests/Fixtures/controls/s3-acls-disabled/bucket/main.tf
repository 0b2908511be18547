variable "value" {}

resource "aws_s3_bucket_ownership_controls" "fail_in_module" {
  bucket = "of-the-module"
  rule {
    object_ownership = var.value
  }
}
