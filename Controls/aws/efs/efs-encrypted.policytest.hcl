policytest {
  targets = ["efs-encrypted.policy.hcl"]
}

resource "aws_efs_file_system" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_efs_file_system" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_efs_file_system" "null" {
  expect_failure = true
  attrs          = { encrypted = null, kms_key_id = null }
}

resource "aws_efs_file_system" "left_out" {
  expect_failure = true
  attrs          = { creation_token = "a" }
}
