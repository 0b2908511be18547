policytest {
  targets = ["iam-no-iam-users.policy.hcl"]
}

resource "aws_iam_user" "there" {
  expect_failure = true
  attrs = { name = "x" }
}
