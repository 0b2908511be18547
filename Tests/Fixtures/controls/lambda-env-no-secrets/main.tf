variable "variables" {
  type = map(string)
}

variable "url" {
  type = string
}

locals {
  common = { STAGE = "production" }
}

resource "aws_sqs_queue" "aside_queue" {
  name = "orders"
}

resource "aws_lambda_function" "aside_default" {
  function_name = "a"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function" "pass_plain" {
  function_name = "b"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = merge(local.common, { TABLE = "orders" })
  }
}

resource "aws_lambda_function" "fail_key" {
  function_name = "c"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = merge(local.common, { KEY = "AKIAIOSFODNN7EXAMPLE" })
  }
}

# checkov: says passed because it looks for keys of AWS only.
resource "aws_lambda_function" "fail_dynamic" {
  function_name = "d"
  role          = "arn:aws:iam::123456789012:role/app"
  dynamic "environment" {
    for_each = ["postgres://app:hunter2@db.internal/app"]
    content {
      variables = { DATABASE_URL = environment.value }
    }
  }
}

resource "aws_lambda_function" "fail_key_among_unknown" {
  function_name = "e"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = { URL = var.url, KEY = "AKIAIOSFODNN7EXAMPLE" }
  }
}

resource "aws_lambda_function" "unknown_variable" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = var.variables
  }
}

resource "aws_lambda_function" "unknown_value" {
  function_name = "g"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = { URL = var.url, QUEUE = aws_sqs_queue.aside_queue.name }
  }
}

module "function" {
  source = "./function"
  token  = "xoxb-123456789012-abcdefghijkl"
}
