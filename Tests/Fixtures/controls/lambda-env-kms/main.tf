variable "key" {
  type = string
}

variable "variables" {
  type = map(string)
}

locals {
  variables = { STAGE = "production" }
}

resource "aws_kms_key" "aside_key" {}

resource "aws_lambda_function" "pass_key" {
  function_name = "a"
  role          = "arn:aws:iam::123456789012:role/app"
  kms_key_arn   = aws_kms_key.aside_key.arn
  environment {
    variables = local.variables
  }
}

resource "aws_lambda_function" "fail_default" {
  for_each      = toset(["b", "c"])
  function_name = each.key
  role          = "arn:aws:iam::123456789012:role/app"
  dynamic "environment" {
    for_each = [local.variables]
    content {
      variables = environment.value
    }
  }
}

resource "aws_lambda_function" "aside_no_variables" {
  function_name = "d"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function" "unknown_variable" {
  function_name = "e"
  role          = "arn:aws:iam::123456789012:role/app"
  kms_key_arn   = var.key
  environment {
    variables = local.variables
  }
}

resource "aws_lambda_function" "unknown_variables" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = var.variables
  }
}

module "function" {
  source = "./function"
  key    = aws_kms_key.aside_key.arn
}
