policytest {
  targets = ["elasticache-encrypted-rest.policy.hcl"]
}

resource "aws_elasticache_replication_group" "encrypted" {
  attrs = { at_rest_encryption_enabled = "true" }
}

resource "aws_elasticache_replication_group" "plain" {
  expect_failure = true
  attrs          = { at_rest_encryption_enabled = "false" }
}

resource "aws_elasticache_replication_group" "null" {
  expect_failure = true
  attrs          = { at_rest_encryption_enabled = null, engine = null }
}

resource "aws_elasticache_replication_group" "left_out" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_replication_group" "valkey" {
  attrs = { engine = "valkey" }
}

resource "aws_elasticache_replication_group" "valkey_off" {
  expect_failure = true
  attrs          = { engine = "valkey", at_rest_encryption_enabled = "false" }
}
