policytest {
  targets = ["elasticache-backup.policy.hcl"]
}

resource "aws_elasticache_replication_group" "one" {
  attrs = { snapshot_retention_limit = 1 }
}

resource "aws_elasticache_replication_group" "none" {
  expect_failure = true
  attrs          = { snapshot_retention_limit = 0 }
}

resource "aws_elasticache_replication_group" "null" {
  expect_failure = true
  attrs          = { snapshot_retention_limit = null }
}

resource "aws_elasticache_replication_group" "left_out" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_cluster" "redis" {
  expect_failure = true
  attrs          = { engine = "redis" }
}

resource "aws_elasticache_cluster" "memcached" {
  attrs = { engine = "memcached" }
}

resource "aws_elasticache_cluster" "member" {
  attrs = { engine = "redis", replication_group_id = "main" }
}

resource "aws_elasticache_serverless_cache" "none" {
  expect_failure = true
  attrs          = { engine = "valkey" }
}
