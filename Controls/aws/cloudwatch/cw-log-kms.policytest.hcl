policytest {
  targets = ["cw-log-kms.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "keyed" {
  attrs = { kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/1" }
}

resource "aws_cloudwatch_log_group" "null" {
  expect_failure = true
  attrs          = { kms_key_id = null }
}

resource "aws_cloudwatch_log_group" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}
