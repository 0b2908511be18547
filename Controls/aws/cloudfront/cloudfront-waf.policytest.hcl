policytest {
  targets = ["cloudfront-waf.policy.hcl"]
}

resource "aws_cloudfront_distribution" "guarded" {
  attrs = { web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b" }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { web_acl_id = "" }
}

resource "aws_cloudfront_distribution" "null" {
  expect_failure = true
  attrs          = { web_acl_id = null }
}

resource "aws_cloudfront_distribution" "left_out" {
  expect_failure = true
  attrs          = { enabled = true }
}
