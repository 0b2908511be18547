locals {
  control = {
    id       = "rds-multi-az"
    title    = "A database has a standby in another availability zone"
    severity = "medium"
    part     = "multi_az"
    why      = "A database in one zone is down for as long as that zone is, and during every failover, patch and change of its size."
    fix      = "Set multi_az to true."
    aliases  = ["CKV_AWS_157", "rds_instance_multi_az"]
    frameworks = {
      cis_v5_0 = ["2.2.4"]
      fsbp     = ["RDS.5"]
      nist_800_53_r5 = [
        "CP-10", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2(6)", "CP-2a", "CP-2a.6", "CP-2a.7", "CP-2d", "CP-2e", "CP-6(2)",
        "SC-22", "SC-36", "SC-5(2)", "SC-6", "SI-13(5)",
      ]
    }
    patch = { multi_az = true }
  }
}

# Left out, AWS puts it into one zone.
resource_policy "aws_db_instance" "standby" {
  enforce {
    condition     = core::try(config.multi_az, null) != null ? attrs.multi_az : false
    error_message = "The database is in one availability zone only."
  }
}
