policytest {
  targets = ["iam-policies-via-groups.policy.hcl"]
}

resource "aws_iam_user_policy" "there" {
  expect_failure = true
  attrs = { name = "x" }
}

resource "aws_iam_user_policy_attachment" "there" {
  expect_failure = true
  attrs = { name = "x" }
}
