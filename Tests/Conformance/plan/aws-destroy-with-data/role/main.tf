terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  type = string
}

variable "owner" {
  type = string
}

variable "is_logged" {
  type    = bool
  default = true
}

locals {
  log_group = try(aws_cloudwatch_log_group.log[0].arn, aws_cloudwatch_log_group.log[1].arn, "")
}

resource "aws_cloudwatch_log_group" "log" {
  count = var.is_logged ? 1 : 0
  name  = "/services/${var.name}"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.owner]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  count = var.is_logged ? 1 : 0

  statement {
    actions   = ["logs:PutLogEvents"]
    resources = [for pattern in ["%s:*", "%s:*:*"] : format(pattern, local.log_group)]
  }
}

resource "aws_iam_role" "role" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "logs" {
  count = var.is_logged ? 1 : 0

  name   = "${var.name}-logs"
  role   = aws_iam_role.role.name
  policy = data.aws_iam_policy_document.logs[0].json
}
