variable "encrypted" {
  type = bool
}

locals {
  mode = "preferred"
}

# checkov: CKV_AWS_31 says failed because it wants a password, too.
resource "aws_elasticache_replication_group" "pass_encrypted" {
  replication_group_id       = "a"
  description                = "a"
  transit_encryption_enabled = true
}

resource "aws_elasticache_replication_group" "fail_default" {
  for_each             = toset(["b", "c"])
  replication_group_id = each.key
  description          = each.key
}

# checkov: CKV_AWS_31 says failed because it wants a password; at the mode it does not look.
resource "aws_elasticache_replication_group" "fail_preferred" {
  replication_group_id       = "d"
  description                = "d"
  transit_encryption_enabled = true
  transit_encryption_mode    = local.mode
}

resource "aws_elasticache_replication_group" "unknown_variable" {
  replication_group_id       = "e"
  description                = "e"
  transit_encryption_enabled = var.encrypted
}

# checkov: says failed because it looks at the argument alone.
resource "aws_elasticache_replication_group" "unknown_valkey" {
  replication_group_id = "f"
  description          = "f"
  engine               = "valkey"
}

# checkov: says nothing because it does not look at this type.
resource "aws_elasticache_cluster" "pass_memcached" {
  cluster_id                 = "g"
  engine                     = "memcached"
  transit_encryption_enabled = true
}

# checkov: says nothing because it looks at replication groups only.
resource "aws_elasticache_cluster" "fail_memcached" {
  cluster_id = "h"
  engine     = "memcached"
}

resource "aws_elasticache_cluster" "aside_redis" {
  cluster_id = "i"
  engine     = "redis"
}

module "cache" {
  source    = "./cache"
  encrypted = true
}
