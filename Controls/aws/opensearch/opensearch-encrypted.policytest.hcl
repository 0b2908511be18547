policytest {
  targets = ["opensearch-encrypted.policy.hcl"]
}

resource "aws_opensearch_domain" "encrypted" {
  attrs = { encrypt_at_rest = [{ enabled = true }], node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "at_rest_only" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = true }], node_to_node_encryption = [] }
}

resource "aws_opensearch_domain" "between_nodes_only" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false }], node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "left_out" {
  expect_failure = true
  attrs          = { domain_name = "a" }
}

resource "aws_elasticsearch_domain" "encrypted" {
  attrs = { encrypt_at_rest = [{ enabled = true }], node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "plain" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [], node_to_node_encryption = [] }
}
