variable "number" {
  type = number
}

resource "aws_iam_account_password_policy" "pass_enough" {
  minimum_password_length = 14
}

resource "aws_iam_account_password_policy" "fail_little" {
  minimum_password_length = 13
}

resource "aws_iam_account_password_policy" "fail_default" {
  require_symbols = true
}

resource "aws_iam_account_password_policy" "unknown_variable" {
  minimum_password_length = var.number
}
