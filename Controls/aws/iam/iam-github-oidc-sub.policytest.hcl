policytest {
  targets = ["iam-github-oidc-sub.policy.hcl"]
}

resource "aws_iam_role" "repository" {
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }, StringLike = { "token.actions.githubusercontent.com:sub" = "repo:shop/web:*" } } }] }) }
}

resource "aws_iam_role" "service" {
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }) }
}

resource "aws_iam_role" "no_condition" {
  expect_failure = true
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" } }] }) }
}

resource "aws_iam_role" "audience_only" {
  expect_failure = true
  attrs = { assume_role_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } } }] }) }
}
