variable "number" {
  type = number
}

resource "aws_iam_account_password_policy" "pass_enough" {
  password_reuse_prevention = 24
}

resource "aws_iam_account_password_policy" "fail_little" {
  password_reuse_prevention = 23
}

resource "aws_iam_account_password_policy" "unknown_default" {
  require_symbols = true
}

resource "aws_iam_account_password_policy" "unknown_variable" {
  password_reuse_prevention = var.number
}
