locals {
  control = {
    id       = "neptune-encrypted"
    title    = "A graph database is encrypted at rest"
    severity = "high"
    part     = "storage_encrypted"
    why      = "Whoever gets at the volumes or the snapshots of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
    fix      = "Set storage_encrypted to true, and kms_key_arn for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it into an encrypted one."
    aliases  = ["CKV_AWS_44", "neptune_cluster_storage_encrypted"]
    frameworks = {
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
    patch = { storage_encrypted = true }
  }
}

# Left out, a cluster is not encrypted; one that is restored with a key, or copied from an encrypted one, is.
resource_policy "aws_neptune_cluster" "encrypted" {
  locals {
    source = core::anytrue([
      plumb::given(core::try(attrs.snapshot_identifier, null)),
      plumb::given(core::try(attrs.replication_source_identifier, null)),
      plumb::given(core::try(attrs.global_cluster_identifier, null)),
    ])
    inherited = core::anytrue([plumb::given(core::try(config.kms_key_arn, null)), core::getdatasource("aws_neptune_cluster", {}).storage_encrypted])
    given     = core::try(attrs.storage_encrypted, null)
  }
  enforce {
    condition     = local.given != null ? local.given : local.source ? local.inherited : false
    error_message = "The cluster's storage is not encrypted."
  }
}
