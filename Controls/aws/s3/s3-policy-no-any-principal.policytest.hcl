policytest {
  targets = ["s3-policy-no-any-principal.policy.hcl"]
}

resource "aws_s3_bucket_policy" "account" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "everybody_as_aws" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "all_but_one" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "denied" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "service" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket_policy" "organization" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
}

resource "aws_s3_bucket_policy" "any_address" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["10.0.0.0/8", "0.0.0.0/0"] } } }] }) }
}

resource "aws_s3_bucket_policy" "transport_only" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_s3_bucket" "old" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_s3_bucket" "without" {
  attrs = { policy = null }
}
