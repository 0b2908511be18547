variable "managed" {
  type = bool
}

variable "key" {
  type = string
}

locals {
  encrypted = false
}

resource "aws_kms_key" "aside_key" {}

# checkov: says failed because it does not know AWS's default.
# checkov: says failed, for it does not know that queues are encrypted where nothing is written.
resource "aws_sqs_queue" "pass_default" {
  name = "a"
}

# checkov: says failed because it does not know AWS's default.
resource "aws_sqs_queue" "pass_each" {
  for_each                = { a = null, b = true }
  name                    = each.key
  sqs_managed_sse_enabled = each.value
}

resource "aws_sqs_queue" "pass_key_id" {
  name                    = "b"
  sqs_managed_sse_enabled = false
  kms_master_key_id       = aws_kms_key.aside_key.arn
}

resource "aws_sqs_queue" "fail_off" {
  name                    = "c"
  sqs_managed_sse_enabled = local.encrypted
}

resource "aws_sqs_queue" "unknown_variable" {
  name                    = "d"
  sqs_managed_sse_enabled = var.managed
}

resource "aws_sqs_queue" "unknown_key" {
  name                    = "e"
  sqs_managed_sse_enabled = false
  kms_master_key_id       = var.key
}

module "queue" {
  source = "./queue"
}
