policytest {
  targets = ["securityhub-on.policy.hcl"]
}

resource "aws_securityhub_account" "left_out" {
  attrs = { enable_default_standards = null }
}

resource "aws_securityhub_account" "on" {
  attrs = { enable_default_standards = true }
}

resource "aws_securityhub_account" "off" {
  expect_failure = true
  attrs          = { enable_default_standards = false }
}
