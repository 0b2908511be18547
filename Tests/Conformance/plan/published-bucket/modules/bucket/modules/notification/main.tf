terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.27"
    }
  }
}

variable "create" {
  type    = bool
  default = true
}

variable "bucket" {
  type    = string
  default = ""
}

variable "lambda_notifications" {
  type    = any
  default = {}
}

variable "sqs_notifications" {
  type    = any
  default = {}
}

variable "sns_notifications" {
  type    = any
  default = {}
}

variable "create_sqs_policy" {
  type    = bool
  default = true
}

data "aws_partition" "this" {}

locals {
  bucket_arn = "arn:${data.aws_partition.this.partition}:s3:::${var.bucket}"
  # An identifier is a web address, the last parts of which are account and name.
  queue_ids = { for k, v in var.sqs_notifications : k => format("http://%s/%s/%s", split(":", v.queue_arn)[2], split(":", v.queue_arn)[4], split(":", v.queue_arn)[5]) if try(v.queue_id, "") == "" }
}

resource "aws_s3_bucket_notification" "this" {
  count = var.create ? 1 : 0

  bucket = var.bucket

  dynamic "lambda_function" {
    for_each = var.lambda_notifications

    content {
      id                  = try(lambda_function.value.id, lambda_function.key)
      lambda_function_arn = lambda_function.value.function_arn
      events              = lambda_function.value.events
    }
  }

  dynamic "queue" {
    for_each = var.sqs_notifications

    content {
      id            = try(queue.value.id, queue.key)
      queue_arn     = queue.value.queue_arn
      events        = queue.value.events
      filter_prefix = try(queue.value.filter_prefix, null)
      filter_suffix = lookup(queue.value, "filter_suffix", null)
    }
  }

  dynamic "topic" {
    for_each = var.sns_notifications

    content {
      id        = try(topic.value.id, topic.key)
      topic_arn = topic.value.topic_arn
      events    = topic.value.events
    }
  }

  depends_on = [aws_sqs_queue_policy.allow]
}

data "aws_iam_policy_document" "sqs" {
  for_each = { for k, v in var.sqs_notifications : k => v if var.create_sqs_policy }

  statement {
    sid       = "AllowSQSS3BucketNotification"
    actions   = ["sqs:SendMessage"]
    resources = [each.value.queue_arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.bucket_arn]
    }
  }
}

resource "aws_sqs_queue_policy" "allow" {
  for_each = { for k, v in var.sqs_notifications : k => v if var.create_sqs_policy }

  queue_url = try(each.value.queue_id, local.queue_ids[each.key], null)
  policy    = data.aws_iam_policy_document.sqs[each.key].json
}

output "id" {
  value = try(aws_s3_bucket_notification.this[0].id, "")
}
