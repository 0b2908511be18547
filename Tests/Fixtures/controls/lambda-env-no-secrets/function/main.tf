variable "token" {
  type = string
}

# checkov: says passed because it looks for keys of AWS only.
resource "aws_lambda_function" "fail_in_module" {
  function_name = "m"
  role          = "arn:aws:iam::123456789012:role/app"
  environment {
    variables = { SLACK = var.token }
  }
}
