locals {
  control = {
    id       = "opensearch-https"
    title    = "A search domain takes HTTPS with TLS 1.2 or newer only"
    severity = "high"
    part     = "domain_endpoint_options"
    why      = "Over HTTP, or with TLS 1.0, passwords, queries and results can be read and changed on the way."
    fix      = "In domain_endpoint_options set enforce_https to true and tls_security_policy to \"Policy-Min-TLS-1-2-PFS-2023-10\"."
    aliases  = ["CKV_AWS_83", "CKV_AWS_228", "opensearch_service_domains_https_communications_enforced"]
    frameworks = {
      fsbp     = ["ES.8", "OpenSearch.8"]
      pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
    }
  }
}

# enforce_https is true when it is left out of a block that is there; without tls_security_policy TLS 1.0 is allowed.
resource_policy "aws_opensearch_domain" "https" {
  locals {
    options = core::try(attrs.domain_endpoint_options, [])
    written = core::try(config.domain_endpoint_options[0].tls_security_policy, null) != null
  }
  enforce {
    condition     = core::length(local.options) > 0 ? core::try(local.options[0].enforce_https, null) != false : false
    error_message = "The domain takes HTTP, too."
  }
  enforce {
    condition     = local.written ? core::startswith(attrs.domain_endpoint_options[0].tls_security_policy, "Policy-Min-TLS-1-2-") : false
    error_message = "The domain takes TLS older than 1.2."
  }
}

resource_policy "aws_elasticsearch_domain" "https" {
  locals {
    options = core::try(attrs.domain_endpoint_options, [])
    written = core::try(config.domain_endpoint_options[0].tls_security_policy, null) != null
  }
  enforce {
    condition     = core::length(local.options) > 0 ? core::try(local.options[0].enforce_https, null) != false : false
    error_message = "The domain takes HTTP, too."
  }
  enforce {
    condition     = local.written ? core::startswith(attrs.domain_endpoint_options[0].tls_security_policy, "Policy-Min-TLS-1-2-") : false
    error_message = "The domain takes TLS older than 1.2."
  }
}
