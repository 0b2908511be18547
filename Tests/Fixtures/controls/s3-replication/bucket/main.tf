variable "value" {}

# checkov: says failed, for it does not find the replication through the module.
resource "aws_s3_bucket" "pass_in_module" {

}

resource "aws_s3_bucket_replication_configuration" "fail_in_module" {
  bucket = aws_s3_bucket.pass_in_module.id
  role   = "arn:aws:iam::123456789012:role/replication"
  rule {
    id     = "all"
    status = var.value
    destination {
      bucket = "arn:aws:s3:::copy"
    }
  }
}
