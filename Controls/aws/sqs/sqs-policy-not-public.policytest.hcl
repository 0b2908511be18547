policytest {
  targets = ["sqs-policy-not-public.policy.hcl"]
}

resource "aws_sqs_queue_policy" "role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { AWS = "arn:aws:iam::123456789012:role/app" } }] }) }
}

resource "aws_sqs_queue_policy" "service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { Service = "events.amazonaws.com" } }] }) }
}

resource "aws_sqs_queue_policy" "anybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*" }] }) }
}

resource "aws_sqs_queue_policy" "any_account" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] } }] }) }
}

resource "aws_sqs_queue_policy" "all_but_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" } }] }) }
}

resource "aws_sqs_queue_policy" "bound_to_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "123456789012" } } }] }) }
}

resource "aws_sqs_queue_policy" "bound_to_source" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = ["arn:aws:s3:::files"] } } }] }) }
}

resource "aws_sqs_queue_policy" "tls_only" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_sqs_queue_policy" "any_source" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*", Condition = { ArnLike = { "aws:SourceArn" = "*" } } }] }) }
}

resource "aws_sqs_queue_policy" "if_there_is_one" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = "*", Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "123456789012" } } }] }) }
}

resource "aws_sqs_queue_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = { Effect = "Deny", Action = "sqs:SendMessage", Resource = "*", Principal = "*" } }) }
}

resource "aws_sqs_queue" "no_policy" {
  attrs = { policy = null }
}

resource "aws_sqs_queue" "open" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", Principal = { AWS = "*" } }] }) }
}
