variable "authorization" {
  type    = string
  default = "NONE"
}

resource "aws_lambda_function_url" "fail_in_module" {
  function_name      = "f"
  authorization_type = var.authorization
}
