variable "value" {}

# checkov: says failed of the bucket, whose encryption is a resource of its own and answers for it here.
resource "aws_s3_bucket" "pass_in_module" {

}

resource "aws_s3_bucket_server_side_encryption_configuration" "fail_in_module" {
  bucket = aws_s3_bucket.pass_in_module.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.value
    }
  }
}
