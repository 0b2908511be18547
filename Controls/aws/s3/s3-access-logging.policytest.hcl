policytest {
  targets = ["s3-access-logging.policy.hcl"]
}

resource "aws_s3_bucket" "logged" {
  attrs = { id = "logged", logging = [] }
}

resource "aws_s3_bucket_logging" "logged" {
  attrs = { bucket = "logged", target_bucket = "logs" }
}

resource "aws_s3_bucket" "old" {
  attrs = { id = "old", logging = [{ target_bucket = "logs" }] }
}

resource "aws_s3_bucket" "bare" {
  expect_failure = true
  attrs          = { id = "bare", logging = [] }
}

resource "aws_s3_bucket" "logs" {
  attrs = { id = "logs", logging = [] }
}
