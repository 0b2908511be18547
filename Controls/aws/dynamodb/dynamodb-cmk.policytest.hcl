policytest {
  targets = ["dynamodb-cmk.policy.hcl"]
}

resource "aws_dynamodb_table" "own" {
  attrs = { server_side_encryption = [{ enabled = true, kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }] }
}

resource "aws_dynamodb_table" "aws_managed" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true, kms_key_arn = null }] }
}

resource "aws_dynamodb_table" "off" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false, kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }] }
}

resource "aws_dynamodb_table" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
