variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

locals {
  days = [7, 30]
}

# checkov: asks for a year of every group (CKV_AWS_338).
resource "aws_cloudwatch_log_group" "pass_count" {
  count             = 2
  retention_in_days = local.days[count.index]
}

resource "aws_cloudwatch_log_group" "fail_default" {}

# checkov: says passed, for any number will do, and 0 is for ever.
resource "aws_cloudwatch_log_group" "fail_for_ever" {
  retention_in_days = 0
}

resource "aws_cloudwatch_log_group" "unknown_variable" {
  retention_in_days = var.number
}

resource "aws_cloudwatch_log_group" "fail_flows" {
  retention_in_days = 90
}

resource "aws_flow_log" "aside_flows" {
  log_destination = aws_cloudwatch_log_group.fail_flows.arn
  traffic_type    = "ALL"
}

resource "aws_cloudwatch_log_group" "fail_trail" {
  name              = "trail"
  retention_in_days = 30
}

resource "aws_cloudtrail" "aside_trail" {
  name                       = "main"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.fail_trail.arn}:*"
}

resource "aws_cloudwatch_log_group" "pass_year_of_flows" {
  retention_in_days = 400
}

resource "aws_flow_log" "aside_year" {
  log_destination = aws_cloudwatch_log_group.pass_year_of_flows.arn
  traffic_type    = "ALL"
}

module "group" {
  source = "./group"
  days   = null
}
