policytest {
  targets = ["iam-password-length.policy.hcl"]
}

resource "aws_iam_account_password_policy" "enough" {
  attrs = { minimum_password_length = 14 }
}

resource "aws_iam_account_password_policy" "too_little" {
  expect_failure = true
  attrs = { minimum_password_length = 13 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs = { minimum_password_length = null }
}
