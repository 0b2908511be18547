locals {
  control = {
    id       = "elasticache-encrypted-transit"
    title    = "A cache takes encrypted connections only"
    severity = "high"
    part     = "transit_encryption_enabled"
    why      = "Without TLS what is in the cache, and the password for it, goes readable over the network."
    fix      = "Set transit_encryption_enabled to true, and leave transit_encryption_mode out or set it to \"required\" once all clients use TLS."
    aliases  = ["CKV_AWS_30", "CKV_AWS_31", "elasticache_redis_cluster_in_transit_encryption_enabled"]
    frameworks = {
      fsbp     = ["ElastiCache.5"]
      soc2     = ["CC6.7"]
      pci_v4_0 = ["2.2.7", "4.2.1.1", "4.2.1"]
    }
  }
}

# Left out, it is false for Redis; with the mode "preferred" connections without TLS are taken, too.
resource_policy "aws_elasticache_replication_group" "encrypted" {
  locals {
    global  = plumb::given(core::try(config.global_replication_group_id, null))
    redis   = core::coalesce(core::try(attrs.engine, null), "redis") == "redis"
    default = core::anytrue([local.global, !local.redis]) ? core::try(attrs.transit_encryption_enabled, false) : false
    given   = core::try(config.transit_encryption_enabled, null) != null
  }
  enforce {
    condition     = local.given ? attrs.transit_encryption_enabled : local.default
    error_message = "The cache does not encrypt connections."
  }
  enforce {
    condition     = core::coalesce(core::try(config.transit_encryption_mode, null), "required") != "preferred"
    error_message = "The cache takes connections without TLS, too."
  }
}

# Nodes of Redis alone, outside of a replication group, cannot do it.
resource_policy "aws_elasticache_cluster" "encrypted" {
  filter = core::coalesce(core::try(config.engine, null), "none") == "memcached"
  enforce {
    condition     = core::try(config.transit_encryption_enabled, null) != null ? attrs.transit_encryption_enabled : false
    error_message = "The cache does not encrypt connections."
  }
}
