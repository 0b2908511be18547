policytest {
  targets = ["guardduty-on.policy.hcl"]
}

resource "aws_guardduty_detector" "left_out" {
  attrs = { enable = null }
}

resource "aws_guardduty_detector" "on" {
  attrs = { enable = true }
}

resource "aws_guardduty_detector" "off" {
  expect_failure = true
  attrs          = { enable = false }
}
