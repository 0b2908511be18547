variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
  no  = false
}

resource "aws_cloudwatch_log_group" "aside_trail" {
  name = "trail"
}

resource "aws_cloudtrail" "pass_reference" {
  name                       = "pass_reference"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.aside_trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}

resource "aws_cloudtrail" "fail_default" {
  name           = "fail_default"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "fail_count" {
  name           = "fail_count"
  s3_bucket_name = "logs"
  count          = 2
}

resource "aws_cloudtrail" "unknown_variable" {
  name                       = "unknown_variable"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = var.value
}

module "trail" {
  source = "./trail"
  value  = null
}
