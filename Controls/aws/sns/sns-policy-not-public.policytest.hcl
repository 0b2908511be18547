policytest {
  targets = ["sns-policy-not-public.policy.hcl"]
}

resource "aws_sns_topic_policy" "role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = { AWS = "arn:aws:iam::123456789012:role/app" } }] }) }
}

resource "aws_sns_topic_policy" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = { Service = "events.amazonaws.com" } }] }) }
}

resource "aws_sns_topic_policy" "anybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*" }] }) }
}

resource "aws_sns_topic_policy" "any_account" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] } }] }) }
}

resource "aws_sns_topic_policy" "all_but_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" } }] }) }
}

resource "aws_sns_topic_policy" "bound_to_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } } }] }) }
}

resource "aws_sns_topic_policy" "bound_to_source" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = ["arn:aws:s3:::files"] } } }] }) }
}

resource "aws_sns_topic_policy" "tls_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_sns_topic_policy" "any_source" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = "*" } } }] }) }
}

resource "aws_sns_topic_policy" "if_there_is_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_sns_topic_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = { Effect = "Deny", Action = "SNS:Publish", Resource = "*", Principal = "*" } }) }
}

resource "aws_sns_topic" "no_policy" {
  attrs = { policy = null }
}

resource "aws_sns_topic" "open" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = "*" }] }) }
}
