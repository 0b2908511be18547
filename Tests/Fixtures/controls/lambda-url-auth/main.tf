variable "authorization" {
  type = string
}

locals {
  authorization = "NONE"
}

resource "aws_lambda_function" "aside_function" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/app"
}

resource "aws_lambda_function_url" "pass_iam" {
  function_name      = aws_lambda_function.aside_function.function_name
  authorization_type = "AWS_IAM"
}

resource "aws_lambda_function_url" "fail_count" {
  count              = 2
  function_name      = aws_lambda_function.aside_function.function_name
  authorization_type = local.authorization
}

resource "aws_lambda_function_url" "unknown_variable" {
  function_name      = aws_lambda_function.aside_function.function_name
  authorization_type = var.authorization
}

module "url" {
  source = "./url"
}
