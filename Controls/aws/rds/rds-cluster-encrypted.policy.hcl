locals {
  control = {
    id       = "rds-cluster-encrypted"
    title    = "A database cluster is encrypted at rest"
    severity = "high"
    part     = "storage_encrypted"
    why      = "Whoever gets at the volumes, the snapshots or the backups of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
    fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it with a key into a new cluster."
    aliases  = ["CKV_AWS_96", "CKV_AWS_140", "rds_cluster_storage_encrypted"]
    frameworks = {
      fsbp     = ["RDS.27"]
      soc2     = ["PI1.5"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
    patch = { storage_encrypted = true }
  }
}

# Left out, the argument is false, but true for Aurora Serverless v1; a copy is encrypted as its source is, or with the key that it gets.
resource_policy "aws_rds_cluster" "encrypted" {
  locals {
    source = core::anytrue([
      plumb::given(core::try(attrs.replication_source_identifier, null)),
      plumb::given(core::try(attrs.snapshot_identifier, null)),
      plumb::given(core::try(attrs.global_cluster_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    inherited = core::anytrue([plumb::given(core::try(config.kms_key_id, null)), core::try(attrs.storage_encrypted, null) == true])
    default   = core::anytrue([core::try(attrs.engine_mode, null) == "serverless", local.source ? local.inherited : false])
  }
  enforce {
    condition     = core::try(config.storage_encrypted, null) != null ? attrs.storage_encrypted : local.default
    error_message = "The cluster's storage is not encrypted."
  }
}

# Made from a cluster, a global cluster is encrypted as that one is.
resource_policy "aws_rds_global_cluster" "encrypted" {
  locals {
    inherited = plumb::given(core::try(config.source_db_cluster_identifier, null)) ? core::try(attrs.storage_encrypted, null) == true : false
  }
  enforce {
    condition     = core::try(config.storage_encrypted, null) != null ? attrs.storage_encrypted : local.inherited
    error_message = "The global cluster's storage is not encrypted."
  }
}
