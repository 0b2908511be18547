locals {
  control = {
    id       = "elasticache-encrypted-rest"
    title    = "A cache is encrypted at rest"
    severity = "high"
    part     = "at_rest_encryption_enabled"
    why      = "Caches write snapshots and, while they synchronise, data to disks. Without encryption whoever gets at those reads what is in the cache: sessions, tokens, personal data."
    fix      = "Set at_rest_encryption_enabled to true. A replication group that exists is replaced by that."
    aliases  = ["CKV_AWS_29", "elasticache_redis_cluster_rest_encryption_enabled"]
    frameworks = {
      fsbp     = ["ElastiCache.4"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
    patch = { at_rest_encryption_enabled = true }
  }
}

# Left out, it is false for Redis and true for Valkey; a secondary group of a global one is as the first is.
resource_policy "aws_elasticache_replication_group" "encrypted" {
  locals {
    global  = plumb::given(core::try(config.global_replication_group_id, null))
    valkey  = core::coalesce(core::try(attrs.engine, null), "redis") == "valkey"
    default = local.global ? core::tobool(core::try(attrs.at_rest_encryption_enabled, false)) : local.valkey
    given   = core::try(config.at_rest_encryption_enabled, null) != null
  }
  enforce {
    condition     = local.given ? core::tobool(attrs.at_rest_encryption_enabled) : local.default
    error_message = "The cache is not encrypted at rest."
  }
}
