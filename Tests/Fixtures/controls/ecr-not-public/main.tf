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
  action = "ecr:BatchGetImage"
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
resource "aws_ecr_repository_policy" "pass_role" {
  repository = aws_ecr_repository.aside_target.name
  policy     = data.aws_iam_policy_document.role.json
}

# checkov: says nothing because it does not read documents of data sources.
resource "aws_ecr_repository_policy" "pass_bound" {
  repository = aws_ecr_repository.aside_target.name
  policy     = data.aws_iam_policy_document.bound.json
}

# checkov: says nothing because it does not read documents of data sources.
resource "aws_ecr_repository_policy" "fail_open" {
  repository = aws_ecr_repository.aside_target.name
  policy     = data.aws_iam_policy_document.open.json
}

resource "aws_ecr_repository_policy" "fail_each" {
  for_each   = { a = "*", b = { AWS = "*" } }
  repository = aws_ecr_repository.aside_target.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.action, Resource = "*", Principal = each.value }]
  })
}

resource "aws_ecr_repository_policy" "fail_tls_only" {
  repository = aws_ecr_repository.aside_target.name
  policy     = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow", "Action": "${local.action}", "Resource": "*", "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}
      }
    }
  JSON
}

resource "aws_ecr_repository_policy" "unknown_document" {
  repository = aws_ecr_repository.aside_target.name
  policy     = var.document
}

resource "aws_ecr_repository_policy" "unknown_principal" {
  repository = aws_ecr_repository.aside_target.name
  policy     = data.aws_iam_policy_document.perhaps.json
}

resource "aws_ecr_repository_policy" "unknown_account" {
  repository = aws_ecr_repository.aside_target.name
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

resource "aws_ecr_repository" "aside_target" {
  name = "app"
}
