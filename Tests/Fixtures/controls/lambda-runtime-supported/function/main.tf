variable "runtime" {
  type    = string
  default = "nodejs24.x"
}

resource "aws_lambda_function" "pass_in_module" {
  function_name = "m"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = var.runtime
}
