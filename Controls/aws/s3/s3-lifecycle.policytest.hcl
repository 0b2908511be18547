policytest {
  targets = ["s3-lifecycle.policy.hcl"]
}

resource "aws_s3_bucket" "kept_clean" {
  attrs = { id = "clean", lifecycle_rule = [] }
}

resource "aws_s3_bucket_lifecycle_configuration" "good" {
  attrs = { bucket = "clean", rule = [{ status = "Enabled", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare", lifecycle_rule = [] }
}

resource "aws_s3_bucket_lifecycle_configuration" "no_abort" {
  expect_failure = true
  attrs          = { bucket = "x", rule = [{ status = "Enabled", abort_incomplete_multipart_upload = [] }] }
}

resource "aws_s3_bucket_lifecycle_configuration" "disabled" {
  expect_failure = true
  attrs          = { bucket = "y", rule = [{ status = "Disabled", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket" "old" {
  attrs = { id = "old", lifecycle_rule = [{ enabled = true }] }
}
