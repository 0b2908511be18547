policytest {
  targets = ["s3-versioning.policy.hcl"]
}

resource "aws_s3_bucket" "versioned" {
  attrs = { id = "versioned", versioning = [] }
}

resource "aws_s3_bucket_versioning" "on" {
  attrs = { bucket = "versioned", versioning_configuration = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare", versioning = [] }
}

resource "aws_s3_bucket" "old" {
  attrs = { id = "old", versioning = [{ enabled = true }] }
}

resource "aws_s3_bucket" "old_off" {
  expect_failure = true
  attrs          = { id = "old2", versioning = [{ enabled = false }] }
}

resource "aws_s3_bucket_versioning" "suspended" {
  expect_failure = true
  attrs          = { bucket = "x", versioning_configuration = [{ status = "Suspended" }] }
}

resource "aws_s3_bucket_versioning" "disabled" {
  expect_failure = true
  attrs          = { bucket = "y", versioning_configuration = [{ status = "Disabled" }] }
}
