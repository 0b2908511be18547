variable "pattern" {}

resource "aws_cloudwatch_log_metric_filter" "fail_in_module" {
  name           = "of-the-module"
  log_group_name = "elsewhere"
  pattern        = var.pattern
  metric_transformation {
    name      = "of-the-module"
    namespace = "CIS"
    value     = "1"
  }
}
