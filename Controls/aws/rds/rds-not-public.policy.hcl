locals {
  control = {
    id         = "rds-not-public"
    title      = "A database is not reachable from the internet"
    severity   = "critical"
    part       = "publicly_accessible"
    why        = "A database with a public address can be tried by everybody: one weak password or one hole in the engine is enough."
    fix        = "Set publicly_accessible to false, put the database into private subnets, and reach it from inside of the VPC."
    aliases    = ["CKV_AWS_17", "rds_instance_no_public_access"]
    frameworks = { cis_v3_0 = ["2.3.3"], fsbp = ["RDS.2"] }
    patch      = { publicly_accessible = false }
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
