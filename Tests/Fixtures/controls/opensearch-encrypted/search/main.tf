variable "encrypted" {
  type = bool
}

resource "aws_opensearch_domain" "pass_in_module" {
  domain_name = "m"
  encrypt_at_rest {
    enabled = var.encrypted
  }
  node_to_node_encryption {
    enabled = var.encrypted
  }
}
