policytest {
  targets = ["lambda-env-kms.policy.hcl"]
}

resource "aws_lambda_function" "key" {
  attrs = { environment = [{ variables = { A = "b" } }], kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}

resource "aws_lambda_function" "null" {
  expect_failure = true
  attrs          = { environment = [{ variables = { A = "b" } }], kms_key_arn = null }
}

resource "aws_lambda_function" "empty" {
  expect_failure = true
  attrs          = { environment = [{ variables = { A = "b" } }], kms_key_arn = "" }
}

resource "aws_lambda_function" "left_out" {
  expect_failure = true
  attrs          = { environment = [{ variables = { A = "b" } }] }
}

resource "aws_lambda_function" "no_variables" {
  attrs = { environment = [] }
}

resource "aws_lambda_function" "empty_variables" {
  attrs = { environment = [{ variables = {} }] }
}
