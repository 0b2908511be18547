variable "days" {}

resource "aws_cloudwatch_log_group" "fail_in_module" {
  retention_in_days = var.days
}
