locals {
  control = {
    id       = "rds-deletion-protection"
    title    = "A database cannot be deleted by mistake"
    severity = "medium"
    part     = "deletion_protection"
    why      = "One wrong apply or one click deletes a database with everything in it. With the protection on, deletion is refused until somebody turns it off on purpose."
    fix      = "Set deletion_protection to true."
    aliases  = ["CKV_AWS_293", "CKV_AWS_139", "rds_instance_deletion_protection", "rds_cluster_deletion_protection"]
    frameworks = {
      fsbp = ["RDS.8", "RDS.7"]
      nist_800_53_r5 = [
        "CA-7(4)(c)", "CM-3a", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2a", "CP-2a.6", "CP-2a.7", "CP-2d", "CP-2e",
        "SA-15a.4", "SC-22", "SC-5(2)", "SI-13(5)",
      ]
      soc2 = ["C1.1"]
    }
    patch = { deletion_protection = true }
  }
}

# Left out, the argument is false.
resource_policy "aws_db_instance" "protected" {
  enforce {
    condition     = core::try(attrs.deletion_protection, null) == true
    error_message = "The database can be deleted at once."
  }
}

resource_policy "aws_rds_cluster" "protected" {
  enforce {
    condition     = core::try(attrs.deletion_protection, null) == true
    error_message = "The cluster can be deleted at once."
  }
}
