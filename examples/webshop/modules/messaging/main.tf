variable "name" {
  type = string
}

variable "queues" {
  type = map(object({
    visibility_seconds = number
    attempts           = optional(number, 3)
  }))
}

variable "alarm_email" {
  type    = string
  default = null
}

resource "aws_sqs_queue" "dead" {
  for_each = var.queues

  name                      = "${var.name}-${each.key}-dead"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "this" {
  for_each = var.queues

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = each.value.visibility_seconds
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = each.value.attempts
  })
}

resource "aws_sns_topic" "alarms" {
  name = "${var.name}-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  count = var.alarm_email == null ? 0 : 1

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

output "queue_urls" {
  value = { for key, queue in aws_sqs_queue.this : key => queue.url }
}

output "queue_arns" {
  value = { for key, queue in aws_sqs_queue.this : key => queue.arn }
}

output "queue_names" {
  value = { for key, queue in aws_sqs_queue.this : key => queue.name }
}

output "alarm_topic_arn" {
  value = aws_sns_topic.alarms.arn
}
