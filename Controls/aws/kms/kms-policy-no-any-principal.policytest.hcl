policytest {
  targets = ["kms-policy-no-any-principal.policy.hcl"]
}

resource "aws_kms_key" "account" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "everybody" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "everybody_as_aws" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "all_but_one" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "denied" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "service" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_kms_key" "organization" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
}

resource "aws_kms_key" "any_address" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["10.0.0.0/8", "0.0.0.0/0"] } } }] }) }
}

resource "aws_kms_key" "transport_only" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_kms_key" "left_out" {
  attrs = { policy = null }
}

resource "aws_kms_key_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) }
}

resource "aws_kms_replica_key" "everybody" {
  expect_failure = true
  attrs          = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*" }] }) }
}

resource "aws_kms_key_policy" "caller" {
  attrs = { policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "123456789012" } } }] }) }
}
