variable "bucket" {}

resource "aws_cloudtrail" "fail_in_module" {
  name           = "main"
  s3_bucket_name = var.bucket
}
