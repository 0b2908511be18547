variable "policy" {
  type = string
}

variable "options" {
  type = list(string)
}

locals {
  policy = "Policy-Min-TLS-1-2-PFS-2023-10"
}

resource "aws_opensearch_domain" "pass_https" {
  domain_name = "a"
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = local.policy
  }
}

resource "aws_opensearch_domain" "pass_default_https" {
  domain_name = "b"
  domain_endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}

resource "aws_opensearch_domain" "fail_default" {
  domain_name = "c"
}

resource "aws_opensearch_domain" "fail_old_tls" {
  domain_name = "d"
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
}

resource "aws_opensearch_domain" "fail_http" {
  domain_name = "e"
  domain_endpoint_options {
    enforce_https       = false
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}

resource "aws_opensearch_domain" "fail_default_tls" {
  domain_name = "f"
  domain_endpoint_options {
    enforce_https = true
  }
}

resource "aws_opensearch_domain" "unknown_variable" {
  domain_name = "g"
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = var.policy
  }
}

resource "aws_opensearch_domain" "unknown_dynamic" {
  domain_name = "h"
  dynamic "domain_endpoint_options" {
    for_each = var.options
    content {
      enforce_https       = true
      tls_security_policy = domain_endpoint_options.value
    }
  }
}

resource "aws_elasticsearch_domain" "pass_https" {
  domain_name = "i"
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}

resource "aws_elasticsearch_domain" "fail_default" {
  count       = 2
  domain_name = "j${count.index}"
}

module "search" {
  source = "./search"
}
