policytest {
  targets = ["lambda-env-no-secrets.policy.hcl"]
}

resource "aws_lambda_function" "plain" {
  attrs = { environment = [{ variables = { STAGE = "production", TABLE = "orders", KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/a" } }] }
}

resource "aws_lambda_function" "access_key" {
  expect_failure = true
  attrs          = { environment = [{ variables = { AWS_ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE" } }] }
}

resource "aws_lambda_function" "secret_key" {
  expect_failure = true
  attrs          = { environment = [{ variables = { AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" } }] }
}

resource "aws_lambda_function" "database" {
  expect_failure = true
  attrs          = { environment = [{ variables = { DATABASE_URL = "postgres://app:hunter2@db.internal:5432/app" } }] }
}

resource "aws_lambda_function" "hash" {
  attrs = { environment = [{ variables = { COMMIT = "0123456789012345678901234567890123456789" } }] }
}

resource "aws_lambda_function" "none" {
  attrs = { environment = [] }
}

resource "aws_lambda_function" "null" {
  attrs = { environment = [{ variables = null }] }
}
