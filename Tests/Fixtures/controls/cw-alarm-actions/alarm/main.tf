variable "topics" {}

resource "aws_cloudwatch_metric_alarm" "fail_in_module" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = var.topics
}
