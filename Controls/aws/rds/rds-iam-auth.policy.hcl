locals {
  control = {
    id       = "rds-iam-auth"
    title    = "A database can be logged into with IAM"
    severity = "low"
    part     = "iam_database_authentication_enabled"
    why      = "Passwords of databases are shared, seldom changed, and work for whoever finds them. Tokens from IAM last fifteen minutes and belong to one identity."
    fix      = "Set iam_database_authentication_enabled to true, and let programs connect with tokens."
    aliases  = ["CKV_AWS_161", "CKV_AWS_162", "rds_instance_iam_authentication_enabled", "rds_cluster_iam_authentication_enabled"]
    frameworks = {
      fsbp     = ["RDS.10", "RDS.12"]
      pci_v4_0 = ["7.2.1", "7.2.2", "7.2.5"]
    }
    patch = { iam_database_authentication_enabled = true }
  }
}

# Only MySQL, MariaDB and PostgreSQL can do it, and Aurora, though not as Serverless v1. Left out, the argument is false.
resource_policy "aws_db_instance" "iam" {
  filter = core::try(core::regex_match("^(?:mysql|mariadb|postgres|aurora)", attrs.engine), true)
  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, null) == true
    error_message = "The database cannot be logged into with IAM."
  }
}

resource_policy "aws_rds_cluster" "iam" {
  filter = core::try(attrs.engine_mode, null) != "serverless"
  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, null) == true
    error_message = "The cluster cannot be logged into with IAM."
  }
}
