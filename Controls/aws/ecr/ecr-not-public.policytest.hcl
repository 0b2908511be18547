policytest {
  targets = ["ecr-not-public.policy.hcl"]
}

resource "aws_ecr_repository_policy" "role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = { AWS = "arn:aws:iam::123456789012:role/app" } }] }) }
}

resource "aws_ecr_repository_policy" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = { Service = "events.amazonaws.com" } }] }) }
}

resource "aws_ecr_repository_policy" "anybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*" }] }) }
}

resource "aws_ecr_repository_policy" "any_account" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] } }] }) }
}

resource "aws_ecr_repository_policy" "all_but_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" } }] }) }
}

resource "aws_ecr_repository_policy" "bound_to_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } } }] }) }
}

resource "aws_ecr_repository_policy" "bound_to_source" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = ["arn:aws:s3:::files"] } } }] }) }
}

resource "aws_ecr_repository_policy" "tls_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_ecr_repository_policy" "any_source" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = "*" } } }] }) }
}

resource "aws_ecr_repository_policy" "if_there_is_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_ecr_repository_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = { Effect = "Deny", Action = "ecr:BatchGetImage", Resource = "*", Principal = "*" } }) }
}
