policytest {
  targets = ["opensearch-https.policy.hcl"]
}

resource "aws_opensearch_domain" "https" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "newest" {
  attrs = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }] }
}

resource "aws_opensearch_domain" "http" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = false, tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "old_tls" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

resource "aws_opensearch_domain" "default_tls" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = true, tls_security_policy = null }] }
}

resource "aws_opensearch_domain" "left_out" {
  expect_failure = true
  attrs          = { domain_name = "a" }
}

resource "aws_elasticsearch_domain" "none" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [] }
}
