locals {
  control = {
    id       = "rds-ca-current"
    title    = "A database's certificate comes from an authority that is still valid"
    severity = "medium"
    part     = "ca_cert_identifier"
    why      = "Clients that verify the server's certificate cannot connect after its authority expired, and those that stop verifying for that reason can be deceived."
    fix      = "Set ca_cert_identifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, after the new authority was given to the clients; or leave it out."
    aliases  = ["CKV_AWS_211", "rds_instance_certificate_expiration"]
  }
}

# Last days of RDS's certificate authorities: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html, as of 2026-11-22. Without the
# argument RDS takes its current default.
locals {
  valid = {
    "rds-ca-2015"       = "2020-03-05"
    "rds-ca-2017"       = "2022-05-18"
    "rds-ca-2019"       = "2024-08-22"
    "rds-ca-rsa2048-g1" = "2061-05-18"
    "rds-ca-rsa4096-g1" = "2121-05-18"
    "rds-ca-ecc384-g1"  = "2121-05-18"
  }
}

resource_policy "aws_db_instance" "current" {
  locals {
    name = core::try(config.ca_cert_identifier, null)
    ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "The certificate authority ${local.name} expired on ${local.ends}."
  }
}

resource_policy "aws_rds_cluster_instance" "current" {
  locals {
    name = core::try(config.ca_cert_identifier, null)
    ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "The certificate authority ${local.name} expired on ${local.ends}."
  }
}

resource_policy "aws_rds_cluster" "current" {
  locals {
    name = core::try(config.ca_certificate_identifier, null)
    ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "The certificate authority ${local.name} expired on ${local.ends}."
  }
}
