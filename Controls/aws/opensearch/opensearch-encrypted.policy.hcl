locals {
  control = {
    id       = "opensearch-encrypted"
    title    = "A search domain is encrypted at rest and between its nodes"
    severity = "high"
    part     = "encrypt_at_rest"
    why      = "The indices of a domain that is not encrypted can be read from its disks and snapshots, and the traffic of its nodes on the way."
    fix      = "Add the blocks encrypt_at_rest and node_to_node_encryption, both with enabled set to true. Neither can be turned off again."
    aliases = [
      "CKV_AWS_5", "CKV_AWS_6", "opensearch_service_domains_encryption_at_rest_enabled",
      "opensearch_service_domains_node_to_node_encryption_enabled",
    ]
    frameworks = {
      fsbp           = ["ES.1", "OpenSearch.1", "ES.3", "OpenSearch.3"]
      nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
      pci_v4_0       = ["3.5.1", "8.3.2"]
    }
  }
}

resource_policy "aws_opensearch_domain" "encrypted" {
  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, null) == true
    error_message = "The domain is not encrypted at rest."
  }
  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, null) == true
    error_message = "The traffic between the domain's nodes is not encrypted."
  }
}

resource_policy "aws_elasticsearch_domain" "encrypted" {
  enforce {
    condition     = core::try(attrs.encrypt_at_rest[0].enabled, null) == true
    error_message = "The domain is not encrypted at rest."
  }
  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, null) == true
    error_message = "The traffic between the domain's nodes is not encrypted."
  }
}
