variable "days" {}

# checkov: says passed, for any number will do, and 0 is for ever.
resource "aws_cloudwatch_log_group" "fail_in_module" {
  retention_in_days = var.days
}
