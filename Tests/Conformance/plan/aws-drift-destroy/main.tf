variable "threshold" {
  type    = number
  default = 80
}

resource "aws_cloudwatch_log_group" "g" {
  for_each          = { web = 7, jobs = 30 }
  name              = "/conformance/${each.key}"
  retention_in_days = each.value
}

resource "aws_cloudwatch_log_metric_filter" "f" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.g["web"].name
  pattern        = "ERROR"

  metric_transformation {
    name      = "Errors"
    namespace = "Conformance"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = toset(["one", "two"])
  alarm_name          = "conformance-${each.key}"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.threshold
  period              = 60
  evaluation_periods  = 2
}

resource "aws_cloudwatch_event_rule" "r" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}

resource "aws_cloudwatch_event_target" "t" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "logs"
  arn       = aws_cloudwatch_log_group.g["jobs"].arn
}
