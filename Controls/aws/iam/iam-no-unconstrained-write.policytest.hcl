policytest {
  targets = ["iam-no-unconstrained-write.policy.hcl"]
}

resource "aws_iam_policy" "confined" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }] }) }
}

resource "aws_iam_policy" "wide" {
  expect_failure = true
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "s3:DeleteObject"], Resource = "*" }] }) }
}

resource "aws_iam_role_policy" "confined" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }] }) }
}

resource "aws_iam_role_policy" "wide" {
  expect_failure = true
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "s3:DeleteObject"], Resource = "*" }] }) }
}

resource "aws_iam_user_policy" "confined" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }] }) }
}

resource "aws_iam_user_policy" "wide" {
  expect_failure = true
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "s3:DeleteObject"], Resource = "*" }] }) }
}

resource "aws_iam_group_policy" "confined" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }] }) }
}

resource "aws_iam_group_policy" "wide" {
  expect_failure = true
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "s3:DeleteObject"], Resource = "*" }] }) }
}

resource "aws_iam_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
}

resource "aws_iam_policy" "left_out" {
  attrs = { policy = null }
}
