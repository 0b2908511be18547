variable "create" {
  type    = bool
  default = true
}
variable "name" { type = string }
variable "fifo_queue" {
  type     = bool
  default  = false
  nullable = false
}
variable "create_dlq" {
  type    = bool
  default = false
}
variable "policy_statements" {
  type    = any
  default = {}
}
variable "redrive" {
  type = object({
    max   = optional(number, 5)
    extra = optional(map(string), {})
  })
  default = {}
}
variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  name = var.fifo_queue ? "${trimsuffix(var.name, ".fifo")}.fifo" : var.name
}

resource "aws_sqs_queue" "this" {
  count                       = var.create ? 1 : 0
  name                        = local.name
  fifo_queue                  = var.fifo_queue ? true : null
  content_based_deduplication = var.fifo_queue || try(var.redrive.extra["deduplicate"], false)
  tags                        = merge([var.tags, { Name = local.name }]...)
}

resource "aws_sqs_queue" "dlq" {
  count      = var.create && var.create_dlq ? 1 : 0
  name       = var.fifo_queue ? "${var.name}-dlq.fifo" : "${var.name}-dlq"
  fifo_queue = var.fifo_queue ? true : null
}

resource "aws_sqs_queue_redrive_policy" "this" {
  count     = var.create && var.create_dlq ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  redrive_policy = jsonencode(merge(
    { deadLetterTargetArn = one(aws_sqs_queue.dlq[*].arn), maxReceiveCount = var.redrive.max }, var.redrive.extra
  ))
}

data "aws_iam_policy_document" "this" {
  count = var.create && length(var.policy_statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = var.policy_statements
    content {
      sid         = try(statement.value.sid, replace(statement.key, "/[^a-z]/", ""))
      actions     = try(statement.value.actions, null)
      not_actions = try(statement.value.not_actions, null)
      effect      = try(statement.value.effect, null)
      resources   = try(statement.value.resources, [aws_sqs_queue.this[0].arn])

      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  count     = var.create && length(var.policy_statements) > 0 ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.this[0].json
}

output "url" { value = try(aws_sqs_queue.this[0].url, null) }
output "kind" { value = var.fifo_queue ? "fifo" : "standard" }
output "dead_name" { value = try(element(concat(aws_sqs_queue.dlq[*].name, [""]), 0), "") }
