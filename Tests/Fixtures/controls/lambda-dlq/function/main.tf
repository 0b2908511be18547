variable "queue" {
  type = string
}

resource "aws_lambda_function" "pass_in_module" {
  function_name = "m"
  role          = "arn:aws:iam::123456789012:role/app"
  dead_letter_config {
    target_arn = var.queue
  }
}
