variable "value" {}

resource "aws_cloudtrail" "fail_in_module" {
  name           = "main"
  s3_bucket_name = "logs"
  kms_key_id     = var.value
}
