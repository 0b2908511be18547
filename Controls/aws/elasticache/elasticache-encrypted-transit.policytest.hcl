policytest {
  targets = ["elasticache-encrypted-transit.policy.hcl"]
}

resource "aws_elasticache_replication_group" "encrypted" {
  attrs = { transit_encryption_enabled = true }
}

resource "aws_elasticache_replication_group" "required" {
  attrs = { transit_encryption_enabled = true, transit_encryption_mode = "required" }
}

resource "aws_elasticache_replication_group" "preferred" {
  expect_failure = true
  attrs          = { transit_encryption_enabled = true, transit_encryption_mode = "preferred" }
}

resource "aws_elasticache_replication_group" "null" {
  expect_failure = true
  attrs          = { transit_encryption_enabled = null }
}

resource "aws_elasticache_replication_group" "left_out" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_cluster" "memcached" {
  expect_failure = true
  attrs          = { engine = "memcached" }
}

resource "aws_elasticache_cluster" "redis" {
  attrs = { engine = "redis" }
}
