policytest {
  targets = ["cloudtrail-bucket-not-public.policy.hcl"]
}

resource "aws_s3_bucket" "logs" {
  attrs = { id = "logs", acl = null }
}

resource "aws_cloudtrail" "private" {
  attrs = { s3_bucket_name = "logs" }
}

resource "aws_s3_bucket" "open" {
  attrs = { id = "open" }
}

resource "aws_s3_bucket_acl" "open" {
  attrs = { bucket = "open", acl = "public-read" }
}

resource "aws_cloudtrail" "open" {
  expect_failure = true
  attrs          = { s3_bucket_name = "open" }
}

resource "aws_s3_bucket" "published" {
  attrs = { id = "published", acl = "private" }
}

resource "aws_s3_bucket_policy" "published" {
  attrs = { bucket = "published", policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
}

resource "aws_cloudtrail" "published" {
  expect_failure = true
  attrs          = { s3_bucket_name = "published" }
}
