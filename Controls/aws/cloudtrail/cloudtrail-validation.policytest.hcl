policytest {
  targets = ["cloudtrail-validation.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { enable_log_file_validation = true }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { enable_log_file_validation = null }
}

resource "aws_cloudtrail" "off" {
  expect_failure = true
  attrs          = { enable_log_file_validation = false }
}
