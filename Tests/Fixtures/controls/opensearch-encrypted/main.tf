variable "encrypted" {
  type = bool
}

variable "blocks" {
  type = list(bool)
}

locals {
  encryption = [true]
}

# checkov: says failed because it does not look into dynamic blocks.
resource "aws_opensearch_domain" "pass_encrypted" {
  domain_name = "a"
  dynamic "encrypt_at_rest" {
    for_each = local.encryption
    content {
      enabled = encrypt_at_rest.value
    }
  }
  node_to_node_encryption {
    enabled = true
  }
}

resource "aws_opensearch_domain" "fail_default" {
  domain_name = "b"
}

# checkov: says passed because it does not look at enabled of node_to_node_encryption.
resource "aws_opensearch_domain" "fail_one" {
  domain_name = "c"
  encrypt_at_rest {
    enabled = true
  }
  node_to_node_encryption {
    enabled = false
  }
}

# checkov: says passed because it does not miss node_to_node_encryption.
resource "aws_opensearch_domain" "fail_one_and_variable" {
  domain_name = "d"
  encrypt_at_rest {
    enabled = var.encrypted
  }
}

resource "aws_opensearch_domain" "unknown_variable" {
  domain_name = "e"
  encrypt_at_rest {
    enabled = var.encrypted
  }
  node_to_node_encryption {
    enabled = true
  }
}

resource "aws_opensearch_domain" "unknown_dynamic" {
  domain_name = "f"
  dynamic "encrypt_at_rest" {
    for_each = var.blocks
    content {
      enabled = encrypt_at_rest.value
    }
  }
  node_to_node_encryption {
    enabled = true
  }
}

resource "aws_elasticsearch_domain" "pass_encrypted" {
  domain_name = "g"
  encrypt_at_rest {
    enabled = true
  }
  node_to_node_encryption {
    enabled = true
  }
}

resource "aws_elasticsearch_domain" "fail_default" {
  count       = 2
  domain_name = "h${count.index}"
}

module "search" {
  source    = "./search"
  encrypted = true
}
