variable "principal" {
  type = string
}

resource "aws_lambda_permission" "fail_in_module" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = var.principal
}
