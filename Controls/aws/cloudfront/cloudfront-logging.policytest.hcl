policytest {
  targets = ["cloudfront-logging.policy.hcl"]
}

resource "aws_cloudfront_distribution" "logged" {
  attrs = { arn = "arn:aws:cloudfront::123456789012:distribution/a", logging_config = [{ bucket = "logs.s3.amazonaws.com" }] }
}

resource "aws_cloudfront_distribution" "none" {
  expect_failure = true
  attrs          = { arn = "arn:aws:cloudfront::123456789012:distribution/b", logging_config = [] }
}

resource "aws_cloudfront_distribution" "left_out" {
  expect_failure = true
  attrs          = { enabled = true }
}

resource "aws_cloudfront_distribution" "new_kind" {
  attrs = { arn = "arn:aws:cloudfront::123456789012:distribution/c", logging_config = [] }
}

resource "aws_cloudwatch_log_delivery_source" "new_kind" {
  attrs = { resource_arn = "arn:aws:cloudfront::123456789012:distribution/c" }
}

resource "aws_cloudfront_distribution" "real_time" {
  attrs = { default_cache_behavior = [{ realtime_log_config_arn = "arn:aws:cloudfront::123456789012:realtime-log-config/a" }] }
}
