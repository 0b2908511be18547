variable "days" {
  type = number
}

locals {
  days = 5
}

# checkov: says nothing because it looks at clusters only.
resource "aws_elasticache_replication_group" "pass_kept" {
  replication_group_id     = "a"
  description              = "a"
  snapshot_retention_limit = local.days
}

# checkov: says nothing because it looks at clusters only.
resource "aws_elasticache_replication_group" "fail_default" {
  count                = 2
  replication_group_id = "b${count.index}"
  description          = "b"
}

resource "aws_elasticache_replication_group" "unknown_variable" {
  replication_group_id     = "c"
  description              = "c"
  snapshot_retention_limit = var.days
}

resource "aws_elasticache_cluster" "pass_redis" {
  cluster_id               = "d"
  engine                   = "redis"
  snapshot_retention_limit = "3"
}

resource "aws_elasticache_cluster" "fail_redis" {
  cluster_id = "e"
  engine     = "redis"
}

resource "aws_elasticache_cluster" "aside_memcached" {
  cluster_id = "f"
  engine     = "memcached"
}

# checkov: says failed because it looks at the cluster alone.
resource "aws_elasticache_cluster" "aside_member" {
  cluster_id           = "g"
  replication_group_id = aws_elasticache_replication_group.pass_kept.id
}

# checkov: says nothing because it does not know this type.
resource "aws_elasticache_serverless_cache" "fail_default" {
  engine = "valkey"
  name   = "h"
}

# checkov: says nothing because it does not look at this type.
resource "aws_elasticache_serverless_cache" "pass_kept" {
  engine                   = "valkey"
  name                     = "i"
  snapshot_retention_limit = 2
}

module "cache" {
  source = "./cache"
}
