policytest {
  targets = ["s3-encryption-kms.policy.hcl"]
}

resource "aws_s3_bucket" "keyed" {
  attrs = { id = "keyed", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  attrs = { bucket = "keyed", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms" }] }] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "both_layers" {
  attrs = { bucket = "keyed", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms:dsse" }] }] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aes" {
  expect_failure = true
  attrs          = { bucket = "keyed", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256" }] }] }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare", server_side_encryption_configuration = [] }
}

resource "aws_s3_bucket" "old" {
  attrs = { id = "old", server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms" }] }] }] }
}

resource "aws_s3_bucket" "old_aes" {
  expect_failure = true
  attrs          = { id = "old2", server_side_encryption_configuration = [{ rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256" }] }] }] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "empty" {
  expect_failure = true
  attrs          = { bucket = "keyed", rule = [{ apply_server_side_encryption_by_default = [] }] }
}
