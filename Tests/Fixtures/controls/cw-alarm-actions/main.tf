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

variable "topics" {
  type = list(string)
}

resource "aws_sns_topic" "aside_ops" {}

resource "aws_cloudwatch_metric_alarm" "pass_tells" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.aside_ops.arn]
}

# checkov: passes it, for actions are enabled.
resource "aws_cloudwatch_metric_alarm" "fail_default" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
}

resource "aws_cloudwatch_metric_alarm" "fail_off" {
  count               = 2
  alarm_name          = "cpu-${count.index}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  actions_enabled     = !local.yes
  alarm_actions       = [aws_sns_topic.aside_ops.arn]
}

resource "aws_cloudwatch_metric_alarm" "unknown_variable" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = var.topics
}

module "alarm" {
  source = "./alarm"
  topics = []
}
