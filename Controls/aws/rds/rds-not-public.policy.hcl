locals {
  control = {
    id       = "rds-not-public"
    title    = "A database is not reachable from the internet"
    severity = "critical"
    part     = "publicly_accessible"
    why      = "A database with a public address can be tried by everybody: one weak password or one hole in the engine is enough."
    fix      = "Set publicly_accessible to false, put the database into private subnets, and reach it from inside of the VPC."
    aliases  = ["CKV_AWS_17", "rds_instance_no_public_access"]
    frameworks = {
      cis_v3_0 = ["2.3.3"]
      cis_v5_0 = ["2.2.3"]
      fsbp     = ["RDS.2"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
        "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
        "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
      ]
      soc2     = ["CC6.2"]
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
    patch = { publicly_accessible = false }
  }
}

resource_policy "aws_db_instance" "not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The database gets a public address."
  }
}

resource_policy "aws_rds_cluster_instance" "not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The database instance gets a public address."
  }
}
