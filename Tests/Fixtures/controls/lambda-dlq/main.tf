variable "targets" {
  type = list(string)
}

variable "function" {
  type     = string
  nullable = false
}

resource "aws_sqs_queue" "aside_failed" {
  name = "failed"
}

locals {
  targets = [aws_sqs_queue.aside_failed.arn]
}

resource "aws_lambda_function" "pass_queue" {
  function_name = "a"
  role          = "arn:aws:iam::123456789012:role/app"
  dynamic "dead_letter_config" {
    for_each = local.targets
    content {
      target_arn = dead_letter_config.value
    }
  }
}

# checkov: says failed because it looks at the function alone.
resource "aws_lambda_function" "pass_destination" {
  function_name = "b"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function_event_invoke_config" "aside_destination" {
  function_name = aws_lambda_function.pass_destination.function_name
  destination_config {
    on_failure {
      destination = aws_sqs_queue.aside_failed.arn
    }
  }
}

resource "aws_lambda_function" "fail_default" {
  count         = 2
  function_name = "c${count.index}"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function" "fail_success_only" {
  function_name = "d"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function_event_invoke_config" "aside_success" {
  function_name = aws_lambda_function.fail_success_only.arn
  destination_config {
    on_success {
      destination = aws_sqs_queue.aside_failed.arn
    }
  }
}

resource "aws_lambda_function" "unknown_dynamic" {
  function_name = "e"
  role          = "arn:aws:iam::123456789012:role/app"
  dynamic "dead_letter_config" {
    for_each = var.targets
    content {
      target_arn = dead_letter_config.value
    }
  }
}

module "function" {
  source = "./function"
  queue  = aws_sqs_queue.aside_failed.arn
}
