policytest {
  targets = ["iam-password-reuse.policy.hcl"]
}

resource "aws_iam_account_password_policy" "enough" {
  attrs = { password_reuse_prevention = 24 }
}

resource "aws_iam_account_password_policy" "too_little" {
  expect_failure = true
  attrs = { password_reuse_prevention = 23 }
}

resource "aws_iam_account_password_policy" "null" {
  expect_failure = true
  attrs = { password_reuse_prevention = null }
}
