policytest {
  targets = ["cloudfront-tls12.policy.hcl"]
}

resource "aws_cloudfront_distribution" "tls12" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2021" }], origin = [] }
}

resource "aws_cloudfront_distribution" "tls13" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = false, minimum_protocol_version = "TLSv1.3_2025" }] }
}

resource "aws_cloudfront_distribution" "tls11" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.1_2016" }] }
}

resource "aws_cloudfront_distribution" "default_version" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = null }] }
}

resource "aws_cloudfront_distribution" "default_certificate" {
  expect_failure = true
  attrs          = { viewer_certificate = [{ cloudfront_default_certificate = true, minimum_protocol_version = "TLSv1.2_2021" }] }
}

resource "aws_cloudfront_distribution" "old_origin" {
  expect_failure = true
  attrs = {
    viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2021" }]
    origin             = [{ custom_origin_config = [{ origin_protocol_policy = "https-only", origin_ssl_protocols = ["TLSv1", "TLSv1.2"] }] }]
  }
}

resource "aws_cloudfront_distribution" "origin_without_tls" {
  attrs = {
    viewer_certificate = [{ cloudfront_default_certificate = null, minimum_protocol_version = "TLSv1.2_2021" }]
    origin             = [{ custom_origin_config = [{ origin_protocol_policy = "http-only", origin_ssl_protocols = ["TLSv1"] }] }]
  }
}
