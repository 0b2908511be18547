locals {
  control = {
    id       = "elasticache-backup"
    title    = "A cache is backed up every day"
    severity = "low"
    part     = "snapshot_retention_limit"
    why      = "A cache that is lost or flushed by mistake comes back empty, and the database behind it has to bear the whole load, or sessions and queues are gone."
    fix      = "Set snapshot_retention_limit to the number of days for which snapshots shall be kept."
    aliases  = ["CKV_AWS_134", "elasticache_redis_cluster_backup_enabled"]
    frameworks = {
      fsbp     = ["ElastiCache.1"]
      pci_v4_0 = ["10.3.3"]
    }
    patch = { snapshot_retention_limit = 7 }
  }
}

# Left out, it is 0: none. Memcached has no snapshots, and nodes of a replication group have those of the group.
resource_policy "aws_elasticache_replication_group" "kept" {
  enforce {
    condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
    error_message = "No snapshots of the cache are kept."
  }
}

resource_policy "aws_elasticache_cluster" "kept" {
  filter = core::alltrue([
    core::contains(["redis", "valkey"], core::coalesce(core::try(config.engine, null), "none")),
    !plumb::given(core::try(config.replication_group_id, null)),
  ])
  enforce {
    condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
    error_message = "No snapshots of the cache are kept."
  }
}

resource_policy "aws_elasticache_serverless_cache" "kept" {
  enforce {
    condition     = (core::try(config.snapshot_retention_limit, null) != null ? attrs.snapshot_retention_limit : 0) > 0
    error_message = "No snapshots of the cache are kept."
  }
}
