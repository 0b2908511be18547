variable "value" {}

resource "aws_s3_bucket" "pass_in_module" {

}

resource "aws_s3_bucket_lifecycle_configuration" "fail_in_module" {
  bucket = aws_s3_bucket.pass_in_module.id
  rule {
    id     = "all"
    status = var.value
    filter {}
    expiration {
      days = 365
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
