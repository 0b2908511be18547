policytest {
  targets = ["iam-no-admin-managed-policy.policy.hcl"]
}

resource "aws_iam_role_policy_attachment" "narrow" {
  attrs = { policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_role_policy_attachment" "administrator" {
  expect_failure = true
  attrs = { policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_user_policy_attachment" "narrow" {
  attrs = { policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_user_policy_attachment" "administrator" {
  expect_failure = true
  attrs = { policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_group_policy_attachment" "narrow" {
  attrs = { policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_group_policy_attachment" "administrator" {
  expect_failure = true
  attrs = { policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_policy_attachment" "narrow" {
  attrs = { policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_policy_attachment" "administrator" {
  expect_failure = true
  attrs = { policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_role_policy_attachment" "iam" {
  expect_failure = true
  attrs = { policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess" }
}

resource "aws_iam_role" "managed" {
  expect_failure = true
  attrs = { managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"] }
}

resource "aws_iam_role" "none" {
  attrs = { managed_policy_arns = null }
}
