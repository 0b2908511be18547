policytest {
  targets = ["s3-account-block-public-access.policy.hcl"]
}

resource "aws_s3_account_public_access_block" "whole" {
  attrs = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_account_public_access_block" "left_out" {
  expect_failure = true
  attrs          = { block_public_acls = null, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
}

resource "aws_s3_account_public_access_block" "one_false" {
  expect_failure = true
  attrs          = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = false }
}
