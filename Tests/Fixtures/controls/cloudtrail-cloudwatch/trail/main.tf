variable "value" {}

resource "aws_cloudtrail" "fail_in_module" {
  name                       = "main"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = var.value
}
