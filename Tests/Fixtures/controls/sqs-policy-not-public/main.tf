variable "document" {
  type = string
}

variable "principal" {
  type = string
}

variable "account" {
  type = string
}

locals {
  action = "sqs:SendMessage"
}

resource "aws_iam_role" "aside_role" {
  assume_role_policy = "{}"
}

resource "aws_s3_bucket" "aside_bucket" {}

data "aws_iam_policy_document" "role" {
  statement {
    actions   = [local.action]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.aside_role.arn]
    }
  }
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = [local.action]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.aside_role.arn, "*"]
    }
  }
}

data "aws_iam_policy_document" "bound" {
  statement {
    actions   = [local.action]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_s3_bucket.aside_bucket.arn]
    }
  }
}

data "aws_iam_policy_document" "perhaps" {
  statement {
    actions   = [local.action]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [var.principal]
    }
  }
}

resource "aws_sqs_queue_policy" "pass_role" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = data.aws_iam_policy_document.role.json
}

resource "aws_sqs_queue_policy" "pass_bound" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = data.aws_iam_policy_document.bound.json
}

# checkov: says passed because it does not read documents of data sources.
resource "aws_sqs_queue_policy" "fail_open" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = data.aws_iam_policy_document.open.json
}

resource "aws_sqs_queue_policy" "fail_each" {
  for_each  = { a = "*", b = { AWS = "*" } }
  queue_url = aws_sqs_queue.aside_target.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.action, Resource = "*", Principal = each.value }]
  })
}

resource "aws_sqs_queue_policy" "fail_tls_only" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow", "Action": "${local.action}", "Resource": "*", "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}
      }
    }
  JSON
}

resource "aws_sqs_queue_policy" "unknown_document" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = var.document
}

resource "aws_sqs_queue_policy" "unknown_principal" {
  queue_url = aws_sqs_queue.aside_target.id
  policy    = data.aws_iam_policy_document.perhaps.json
}

resource "aws_sqs_queue_policy" "unknown_account" {
  queue_url = aws_sqs_queue.aside_target.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow", Action = local.action, Resource = "*", Principal = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

module "policy" {
  source = "./policy"
  target = "main"
  anyone = "*"
}

resource "aws_sqs_queue" "aside_target" {
  name = "orders"
}

# checkov: says nothing because it does not read documents of data sources.
resource "aws_sqs_queue" "fail_inline" {
  name   = "open"
  policy = data.aws_iam_policy_document.open.json
}
