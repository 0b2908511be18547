policytest {
  targets = ["cloudfront-https.policy.hcl"]
}

resource "aws_cloudfront_distribution" "redirect" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "redirect-to-https" }], ordered_cache_behavior = [] }
}

resource "aws_cloudfront_distribution" "https_only" {
  attrs = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }] }
}

resource "aws_cloudfront_distribution" "http" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "allow-all" }], ordered_cache_behavior = [] }
}

resource "aws_cloudfront_distribution" "http_for_some_paths" {
  expect_failure = true
  attrs          = { default_cache_behavior = [{ viewer_protocol_policy = "https-only" }], ordered_cache_behavior = [{ viewer_protocol_policy = "https-only" }, { viewer_protocol_policy = "allow-all" }] }
}
