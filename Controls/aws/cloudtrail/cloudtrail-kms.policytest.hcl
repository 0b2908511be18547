policytest {
  targets = ["cloudtrail-kms.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/1" }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { kms_key_id = null }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}
