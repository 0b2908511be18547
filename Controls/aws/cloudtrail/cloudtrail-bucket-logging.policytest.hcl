policytest {
  targets = ["cloudtrail-bucket-logging.policy.hcl"]
}

resource "aws_s3_bucket" "logs" {
  attrs = { id = "logs", logging = [] }
}

resource "aws_s3_bucket_logging" "logs" {
  attrs = { bucket = "logs", target_bucket = "access" }
}

resource "aws_s3_bucket" "bare" {
  attrs = { id = "bare", logging = [] }
}

resource "aws_s3_bucket" "old" {
  attrs = { id = "old", logging = [{ target_bucket = "access" }] }
}

resource "aws_cloudtrail" "logged" {
  attrs = { s3_bucket_name = "logs" }
}

resource "aws_cloudtrail" "logged_the_old_way" {
  attrs = { s3_bucket_name = "old" }
}

resource "aws_cloudtrail" "bare" {
  expect_failure = true
  attrs          = { s3_bucket_name = "bare" }
}
