policytest {
  targets = ["s3-mfa-delete.policy.hcl"]
}

resource "aws_s3_bucket_versioning" "on" {
  attrs = { versioning_configuration = [{ status = "Enabled", mfa_delete = "Enabled" }] }
}

resource "aws_s3_bucket_versioning" "left_out" {
  expect_failure = true
  attrs          = { versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket_versioning" "null" {
  expect_failure = true
  attrs          = { versioning_configuration = [{ status = "Enabled", mfa_delete = null }] }
}

resource "aws_s3_bucket_versioning" "off" {
  expect_failure = true
  attrs          = { versioning_configuration = [{ status = "Enabled", mfa_delete = "Disabled" }] }
}

resource "aws_s3_bucket" "without" {
  attrs = { versioning = [] }
}

resource "aws_s3_bucket" "old" {
  attrs = { versioning = [{ enabled = true, mfa_delete = true }] }
}

resource "aws_s3_bucket" "old_off" {
  expect_failure = true
  attrs          = { versioning = [{ enabled = true, mfa_delete = null }] }
}
