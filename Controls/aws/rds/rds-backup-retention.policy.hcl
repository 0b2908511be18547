locals {
  control = {
    id       = "rds-backup-retention"
    title    = "A database keeps automatic backups for at least seven days"
    severity = "high"
    part     = "backup_retention_period"
    why      = "What was deleted or overwritten by mistake, or by an attacker, is often noticed days later. Without a backup from before it is lost."
    fix      = "Set backup_retention_period to 7 or more."
    aliases  = ["CKV_AWS_133", "rds_instance_backup_enabled"]
    frameworks = {
      fsbp = ["RDS.11"]
      nist_800_53_r5 = [
        "CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(1)", "CP-6(2)", "CP-6a", "CP-9a", "CP-9b", "CP-9c", "SC-5(2)",
        "SI-13(5)",
      ]
      soc2     = ["CC7.4", "A1.1"]
      pci_v4_0 = ["10.3.3"]
    }
    patch = { backup_retention_period = 7 }
  }
}

# Left out it is 0 (1 in a cluster), or what the source of a copy has. Of read replicas nothing is asked: their source has the backups.
resource_policy "aws_db_instance" "kept" {
  filter = !plumb::given(core::try(attrs.replicate_source_db, null))
  locals {
    copied = core::anytrue([
      plumb::given(core::try(config.snapshot_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    default = local.copied ? core::try(attrs.backup_retention_period, 0) : 0
  }
  enforce {
    condition     = (core::try(config.backup_retention_period, null) != null ? attrs.backup_retention_period : local.default) >= 7
    error_message = "The database's backups are kept for less than seven days."
  }
}

resource_policy "aws_rds_cluster" "kept" {
  locals {
    copied = core::anytrue([
      plumb::given(core::try(attrs.snapshot_identifier, null)),
      plumb::given(core::try(attrs.replication_source_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    default = local.copied ? core::try(attrs.backup_retention_period, 1) : 1
  }
  enforce {
    condition     = (core::try(config.backup_retention_period, null) != null ? attrs.backup_retention_period : local.default) >= 7
    error_message = "The cluster's backups are kept for less than seven days."
  }
}
