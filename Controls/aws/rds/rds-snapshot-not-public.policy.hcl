locals {
  control = {
    id       = "rds-snapshot-not-public"
    title    = "A database snapshot is not shared with everybody"
    severity = "critical"
    part     = "shared_accounts"
    why      = "Whoever has an AWS account can restore a public snapshot and read the whole database."
    fix      = "Take \"all\" out of shared_accounts, and name the accounts that need the snapshot."
    aliases  = ["CKV_AWS_302", "rds_snapshots_public_access"]
    frameworks = {
      fsbp = ["RDS.1"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
        "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
        "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
      ]
      pci_v4_0 = ["10.3.2", "3.5.1.3", "A1.1.2"]
    }
  }
}

resource_policy "aws_db_snapshot" "not_public" {
  enforce {
    condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
    error_message = "The snapshot is shared with every AWS account."
  }
}

resource_policy "aws_db_cluster_snapshot" "not_public" {
  enforce {
    condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
    error_message = "The cluster's snapshot is shared with every AWS account."
  }
}

resource_policy "aws_db_snapshot_copy" "not_public" {
  enforce {
    condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
    error_message = "The copy of the snapshot is shared with every AWS account."
  }
}

resource_policy "aws_rds_cluster_snapshot_copy" "not_public" {
  enforce {
    condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
    error_message = "The copy of the cluster's snapshot is shared with every AWS account."
  }
}
