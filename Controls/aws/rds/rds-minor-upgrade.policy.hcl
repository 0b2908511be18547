locals {
  control = {
    id       = "rds-minor-upgrade"
    title    = "A database gets minor versions by itself"
    severity = "medium"
    part     = "auto_minor_version_upgrade"
    why      = "Minor versions close security holes. A database that waits for somebody to install them runs with known holes for months."
    fix      = "Leave auto_minor_version_upgrade out or set it to true, and choose a maintenance_window that suits."
    aliases  = ["CKV_AWS_226", "rds_instance_minor_version_upgrade_enabled", "rds_cluster_minor_version_upgrade_enabled"]
    frameworks = {
      cis_v3_0 = ["2.3.2"]
      cis_v5_0 = ["2.2.2"]
      fsbp     = ["RDS.13"]
      pci_v4_0 = ["6.3.3"]
    }
    patch = { auto_minor_version_upgrade = true }
  }
}

# Left out, the argument is true.
resource_policy "aws_db_instance" "upgraded" {
  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, null) != false
    error_message = "The database does not get minor versions by itself."
  }
}

resource_policy "aws_rds_cluster_instance" "upgraded" {
  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, null) != false
    error_message = "The database instance does not get minor versions by itself."
  }
}
