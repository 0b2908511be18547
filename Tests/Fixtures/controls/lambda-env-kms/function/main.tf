variable "key" {
  type = string
}

resource "aws_lambda_function" "pass_in_module" {
  function_name = "m"
  role          = "arn:aws:iam::123456789012:role/app"
  kms_key_arn   = var.key
  environment {
    variables = { STAGE = "test" }
  }
}
