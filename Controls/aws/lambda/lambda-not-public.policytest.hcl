policytest {
  targets = ["lambda-not-public.policy.hcl"]
}

resource "aws_lambda_permission" "role" {
  attrs = { principal = "arn:aws:iam::123456789012:role/app" }
}

resource "aws_lambda_permission" "service" {
  attrs = { principal = "s3.amazonaws.com", source_arn = "arn:aws:s3:::files" }
}

resource "aws_lambda_permission" "service_of_anybody" {
  expect_failure = true
  attrs          = { principal = "s3.amazonaws.com", source_arn = null, source_account = null }
}

resource "aws_lambda_permission" "empty_source" {
  expect_failure = true
  attrs          = { principal = "s3.amazonaws.com", source_arn = "", source_account = "", principal_org_id = "" }
}

resource "aws_lambda_permission" "anybody" {
  expect_failure = true
  attrs          = { principal = "*" }
}

resource "aws_lambda_permission" "organisation" {
  attrs = { principal = "*", principal_org_id = "o-1" }
}

resource "aws_lambda_permission" "account" {
  attrs = { principal = "123456789012" }
}
