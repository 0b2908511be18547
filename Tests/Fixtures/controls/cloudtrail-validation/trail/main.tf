variable "value" {}

resource "aws_cloudtrail" "fail_in_module" {
  name                       = "main"
  s3_bucket_name             = "logs"
  enable_log_file_validation = var.value
}
