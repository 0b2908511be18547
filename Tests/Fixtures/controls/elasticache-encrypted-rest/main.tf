variable "encrypted" {
  type = bool
}

variable "engine" {
  type = string
}

locals {
  encrypted = true
}

resource "aws_elasticache_replication_group" "pass_encrypted" {
  replication_group_id       = "a"
  description                = "a"
  at_rest_encryption_enabled = local.encrypted
}

# checkov: says failed because it does not know the default of this engine.
resource "aws_elasticache_replication_group" "pass_valkey" {
  replication_group_id = "b"
  description          = "b"
  engine               = "valkey"
}

resource "aws_elasticache_replication_group" "fail_default" {
  count                = 2
  replication_group_id = "c${count.index}"
  description          = "c"
}

resource "aws_elasticache_replication_group" "unknown_variable" {
  replication_group_id       = "d"
  description                = "d"
  at_rest_encryption_enabled = var.encrypted
}

resource "aws_elasticache_replication_group" "unknown_engine" {
  replication_group_id = "e"
  description          = "e"
  engine               = var.engine
}

# checkov: says failed because it looks at the argument alone.
resource "aws_elasticache_replication_group" "unknown_secondary" {
  replication_group_id        = "f"
  description                 = "f"
  global_replication_group_id = "global"
}

resource "aws_elasticache_serverless_cache" "aside_serverless" {
  engine = "redis"
  name   = "s"
}

module "cache" {
  source    = "./cache"
  encrypted = false
}
