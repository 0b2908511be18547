locals {
  control = {
    id       = "rds-encrypted"
    title    = "A database is encrypted at rest"
    severity = "high"
    part     = "storage_encrypted"
    why      = "Whoever gets at the disks, the snapshots or the backups of a database that is not encrypted reads everything in it."
    fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A database that exists is replaced by that: copy a snapshot with encryption and restore it first."
    aliases  = ["CKV_AWS_16", "rds_instance_storage_encrypted"]
    frameworks = {
      cis_v3_0       = ["2.3.1"]
      cis_v5_0       = ["2.2.1"]
      fsbp           = ["RDS.3"]
      nist_800_53_r5 = ["AU-9(3)", "CP-9(8)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
      soc2           = ["PI1.5"]
      pci_v4_0       = ["3.5.1", "8.3.2"]
    }
    patch = { storage_encrypted = true }
  }
}

resource_policy "aws_db_instance" "encrypted" {
  locals {
    # A copy is encrypted as its source is, unless it gets a key of its own.
    source = core::anytrue([
      plumb::given(core::try(attrs.replicate_source_db, null)),
      plumb::given(core::try(config.snapshot_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    given = core::try(attrs.storage_encrypted, null)
    key   = core::try(config.kms_key_id, null)
    inherited = core::anytrue([
      plumb::given(local.key),
      core::getdatasource("aws_db_instance", {}).storage_encrypted,
    ])
  }
  enforce {
    condition     = local.given != null ? local.given : local.source ? local.inherited : false
    error_message = "The database's storage is not encrypted."
  }
}
