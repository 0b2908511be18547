locals {
  control = {
    id       = "docdb-encrypted"
    title    = "A document database is encrypted at rest"
    severity = "high"
    part     = "storage_encrypted"
    why      = "Whoever gets at the volumes or the snapshots of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
    fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it into an encrypted one."
    aliases  = ["CKV_AWS_74", "documentdb_cluster_storage_encrypted"]
    frameworks = {
      fsbp     = ["DocumentDB.1"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
    patch = { storage_encrypted = true }
  }
}

# Left out, a cluster is not encrypted; one that is restored with a key, or from what is encrypted, is.
resource_policy "aws_docdb_cluster" "encrypted" {
  locals {
    source = core::anytrue([
      plumb::given(core::try(attrs.snapshot_identifier, null)),
      plumb::given(core::try(attrs.global_cluster_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    inherited = core::anytrue([plumb::given(core::try(config.kms_key_id, null)), core::getdatasource("aws_docdb_cluster", {}).storage_encrypted])
    given     = core::try(attrs.storage_encrypted, null)
  }
  enforce {
    condition     = local.given != null ? local.given : local.source ? local.inherited : false
    error_message = "The cluster's storage is not encrypted."
  }
}
