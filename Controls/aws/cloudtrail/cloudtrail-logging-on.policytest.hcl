policytest {
  targets = ["cloudtrail-logging-on.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { enable_logging = true }
}

resource "aws_cloudtrail" "null" {
  attrs = { enable_logging = null }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { enable_logging = false }
}
