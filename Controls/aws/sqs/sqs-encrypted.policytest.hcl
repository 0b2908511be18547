policytest {
  targets = ["sqs-encrypted.policy.hcl"]
}

resource "aws_sqs_queue" "default" {
  attrs = { sqs_managed_sse_enabled = null, kms_master_key_id = null }
}

resource "aws_sqs_queue" "left_out" {
  attrs = { name = "a" }
}

resource "aws_sqs_queue" "managed" {
  attrs = { sqs_managed_sse_enabled = true }
}

resource "aws_sqs_queue" "key" {
  attrs = { sqs_managed_sse_enabled = false, kms_master_key_id = "alias/aws/sqs" }
}

resource "aws_sqs_queue" "off" {
  expect_failure = true
  attrs          = { sqs_managed_sse_enabled = false, kms_master_key_id = null }
}

resource "aws_sqs_queue" "off_and_empty" {
  expect_failure = true
  attrs          = { sqs_managed_sse_enabled = false, kms_master_key_id = "" }
}
