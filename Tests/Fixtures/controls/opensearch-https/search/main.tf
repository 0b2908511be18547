variable "https" {
  type    = bool
  default = false
}

resource "aws_opensearch_domain" "fail_in_module" {
  domain_name = "m"
  domain_endpoint_options {
    enforce_https       = var.https
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
