policytest {
  targets = ["s3-tls-only.policy.hcl"]
}

resource "aws_s3_bucket" "with" {
  attrs = { id = "with", policy = null }
}

resource "aws_s3_bucket_policy" "denies" {
  attrs = {
    bucket = "with"
    policy = jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::with", "arn:aws:s3:::with/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } } })
  }
}

resource "aws_s3_bucket_policy" "allows" {
  expect_failure = true
  attrs = {
    bucket = "x"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_s3_bucket_policy" "one_action" {
  expect_failure = true
  attrs = {
    bucket = "y"
    policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_s3_bucket_policy" "empty" {
  expect_failure = true
  attrs          = { bucket = "z", policy = jsonencode({ Statement = [] }) }
}

resource "aws_s3_bucket" "without" {
  expect_failure = true
  attrs          = { id = "without", policy = null }
}
