policytest {
  targets = ["s3-object-lock.policy.hcl"]
}

resource "aws_s3_bucket" "backup" {
  expect_failure = true
  attrs          = { id = "backup-1", bucket = "backup-1", bucket_prefix = null, object_lock_enabled = false, object_lock_configuration = [] }
}

resource "aws_s3_bucket" "locked" {
  attrs = { id = "backup-2", bucket = "backup-2", bucket_prefix = null, object_lock_enabled = true, object_lock_configuration = [] }
}

resource "aws_s3_bucket" "other" {
  attrs = { id = "web", bucket = "web", bucket_prefix = null, object_lock_enabled = false, object_lock_configuration = [] }
}

resource "aws_s3_bucket" "trail" {
  expect_failure = true
  attrs          = { id = "trail", bucket = "trail", bucket_prefix = null, object_lock_enabled = null, object_lock_configuration = [] }
}

resource "aws_cloudtrail" "t" {
  attrs = { s3_bucket_name = "trail" }
}

resource "aws_s3_bucket_object_lock_configuration" "days" {
  attrs = { bucket = "backup-2", rule = [{ default_retention = [{ mode = "COMPLIANCE", days = 30, years = null }] }] }
}

resource "aws_s3_bucket_object_lock_configuration" "none" {
  expect_failure = true
  attrs          = { bucket = "x", rule = [] }
}
