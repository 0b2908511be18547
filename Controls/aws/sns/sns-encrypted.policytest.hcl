policytest {
  targets = ["sns-encrypted.policy.hcl"]
}

resource "aws_sns_topic" "key" {
  attrs = { kms_master_key_id = "alias/aws/sns" }
}

resource "aws_sns_topic" "empty" {
  expect_failure = true
  attrs          = { kms_master_key_id = "" }
}

resource "aws_sns_topic" "null" {
  expect_failure = true
  attrs          = { kms_master_key_id = null }
}

resource "aws_sns_topic" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
