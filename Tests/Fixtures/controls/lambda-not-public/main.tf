variable "principal" {
  type = string
}

variable "account" {
  type = string
}

locals {
  anybody = "*"
}

resource "aws_s3_bucket" "aside_bucket" {}

resource "aws_iam_role" "aside_role" {
  assume_role_policy = "{}"
}

resource "aws_lambda_permission" "pass_role" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = aws_iam_role.aside_role.arn
}

resource "aws_lambda_permission" "pass_service" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.aside_bucket.arn
}

resource "aws_lambda_permission" "pass_each" {
  for_each       = toset(["sns.amazonaws.com", "events.amazonaws.com"])
  action         = "lambda:InvokeFunction"
  function_name  = "f"
  principal      = each.key
  source_account = "123456789012"
}

resource "aws_lambda_permission" "fail_anybody" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = local.anybody
}

resource "aws_lambda_permission" "fail_service" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "apigateway.amazonaws.com"
}

resource "aws_lambda_permission" "unknown_variable" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = var.principal
}

resource "aws_lambda_permission" "unknown_source" {
  action         = "lambda:InvokeFunction"
  function_name  = "f"
  principal      = "s3.amazonaws.com"
  source_account = var.account
}

module "permission" {
  source    = "./permission"
  principal = "*"
}
