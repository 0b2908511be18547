policytest {
  targets = ["s3-replication.policy.hcl"]
}

resource "aws_s3_bucket" "copied" {
  attrs = { id = "copied", replication_configuration = [] }
}

resource "aws_s3_bucket_replication_configuration" "on" {
  attrs = { bucket = "copied", rule = [{ status = "Enabled" }] }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare", replication_configuration = [] }
}

resource "aws_s3_bucket_replication_configuration" "off" {
  expect_failure = true
  attrs          = { bucket = "x", rule = [{ status = "Disabled" }] }
}

resource "aws_s3_bucket_replication_configuration" "one_of_two" {
  attrs = { bucket = "y", rule = [{ status = "Disabled" }, { status = "Enabled" }] }
}
