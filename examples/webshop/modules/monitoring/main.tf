variable "name" {
  type = string
}

variable "alarm_topic" {
  type = string
}

variable "queue_names" {
  type = map(string)
}

variable "instance_ids" {
  type = map(string)
}

variable "database_id" {
  type = string
}

variable "log_groups" {
  type        = map(number)
  description = "Days of retention by purpose."
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.log_groups

  name              = "/${var.name}/${each.key}"
  retention_in_days = each.value
}

resource "aws_cloudwatch_metric_alarm" "queue_age" {
  for_each = var.queue_names

  alarm_name          = "${var.name}-${each.key}-waits"
  alarm_description   = "The oldest message in ${each.value} waits for more than ten minutes."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  threshold           = 600
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [var.alarm_topic]
}

resource "aws_cloudwatch_metric_alarm" "server_cpu" {
  for_each = var.instance_ids

  alarm_name          = "${var.name}-web-${each.key}-busy"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  dimensions          = { InstanceId = each.value }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  threshold           = 85
  comparison_operator = "GreaterThanOrEqualToThreshold"
  alarm_actions       = [var.alarm_topic]
}

resource "aws_cloudwatch_metric_alarm" "database_storage" {
  alarm_name          = "${var.name}-database-full"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = var.database_id }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 5 * pow(1024, 3)
  comparison_operator = "LessThanThreshold"
  alarm_actions       = [var.alarm_topic]
  treat_missing_data  = "breaching"
}
