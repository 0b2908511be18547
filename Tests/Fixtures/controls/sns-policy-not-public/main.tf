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
  action = "SNS:Publish"
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

# checkov: says nothing because it does not read documents of data sources.
resource "aws_sns_topic_policy" "pass_role" {
  arn    = aws_sns_topic.aside_target.arn
  policy = data.aws_iam_policy_document.role.json
}

# checkov: says nothing because it does not read documents of data sources.
resource "aws_sns_topic_policy" "pass_bound" {
  arn    = aws_sns_topic.aside_target.arn
  policy = data.aws_iam_policy_document.bound.json
}

# checkov: says nothing because it does not read documents of data sources.
resource "aws_sns_topic_policy" "fail_open" {
  arn    = aws_sns_topic.aside_target.arn
  policy = data.aws_iam_policy_document.open.json
}

resource "aws_sns_topic_policy" "fail_each" {
  for_each = { a = "*", b = { AWS = "*" } }
  arn      = aws_sns_topic.aside_target.arn
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.action, Resource = "*", Principal = each.value }]
  })
}

resource "aws_sns_topic_policy" "fail_tls_only" {
  arn    = aws_sns_topic.aside_target.arn
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow", "Action": "${local.action}", "Resource": "*", "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}
      }
    }
  JSON
}

resource "aws_sns_topic_policy" "unknown_document" {
  arn    = aws_sns_topic.aside_target.arn
  policy = var.document
}

resource "aws_sns_topic_policy" "unknown_principal" {
  arn    = aws_sns_topic.aside_target.arn
  policy = data.aws_iam_policy_document.perhaps.json
}

resource "aws_sns_topic_policy" "unknown_account" {
  arn = aws_sns_topic.aside_target.arn
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

resource "aws_sns_topic" "aside_target" {
  name = "news"
}

# checkov: says nothing because it looks at separate policies only.
resource "aws_sns_topic" "fail_inline" {
  name   = "open"
  policy = data.aws_iam_policy_document.open.json
}
