policytest {
  targets = ["s3-block-public-access.policy.hcl"]
}

resource "aws_s3_bucket" "blocked" {
  attrs = { id = "blocked" }
}

resource "aws_s3_bucket_public_access_block" "whole" {
  attrs = { bucket = "blocked", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare" }
}

resource "aws_s3_bucket_public_access_block" "left_out" {
  expect_failure = true
  attrs          = { bucket = "other", block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = null }
}

resource "aws_s3_bucket_public_access_block" "one_false" {
  expect_failure = true
  attrs          = { bucket = "other2", block_public_acls = true, block_public_policy = true, ignore_public_acls = false, restrict_public_buckets = true }
}
