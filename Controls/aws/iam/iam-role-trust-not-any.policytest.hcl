policytest {
  targets = ["iam-role-trust-not-any.policy.hcl"]
}

resource "aws_iam_role" "service" {
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "organization" {
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1a2b3c4d5e" } } }] }) }
}

resource "aws_iam_role" "anybody" {
  expect_failure = true
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }] }) }
}

resource "aws_iam_role" "any_account" {
  expect_failure = true
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] }) }
}

resource "aws_iam_role" "pattern" {
  expect_failure = true
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/*" } } }] }) }
}
