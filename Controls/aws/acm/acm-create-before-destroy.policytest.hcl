policytest {
  targets = ["acm-create-before-destroy.policy.hcl"]
}

resource "aws_acm_certificate" "before" {
  attrs = { domain_name = "example.com" }
  meta  = { create_before_destroy = true }
}

resource "aws_acm_certificate" "after" {
  expect_failure = true
  attrs          = { domain_name = "example.com" }
  meta           = { create_before_destroy = false }
}

resource "aws_acm_certificate" "live" {
  attrs = { domain_name = "example.com" }
}
