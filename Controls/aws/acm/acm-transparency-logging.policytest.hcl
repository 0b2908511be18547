policytest {
  targets = ["acm-transparency-logging.policy.hcl"]
}

resource "aws_acm_certificate" "default" {
  attrs = { options = [] }
}

resource "aws_acm_certificate" "left_out" {
  attrs = { domain_name = "example.com" }
}

resource "aws_acm_certificate" "null" {
  attrs = { options = [{ certificate_transparency_logging_preference = null }] }
}

resource "aws_acm_certificate" "enabled" {
  attrs = { options = [{ certificate_transparency_logging_preference = "ENABLED" }] }
}

resource "aws_acm_certificate" "disabled" {
  expect_failure = true
  attrs          = { options = [{ certificate_transparency_logging_preference = "DISABLED" }] }
}
