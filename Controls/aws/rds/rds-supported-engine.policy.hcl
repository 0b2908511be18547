locals {
  control = {
    id       = "rds-supported-engine"
    title    = "A database runs on a major version in standard support"
    severity = "high"
    part     = "engine_version"
    why      = "After the end of standard support a version gets no more fixes, or only critical ones for a high fee, and is upgraded by AWS at a time that nobody chose."
    fix      = "Upgrade to a major version in standard support: set engine_version, and allow_major_version_upgrade to true for the upgrade."
    aliases  = ["rds_instance_deprecated_engine_version", "rds_instance_extended_support"]
  }
}

# Last days of standard support, by engine and major version. From AWS's release calendars for RDS for MySQL, MariaDB and PostgreSQL, Aurora
# MySQL and Aurora PostgreSQL (docs.aws.amazon.com/AmazonRDS), as of 2026-11-22. A version that is not here is newer.
locals {
  support = {
    "mysql 5.5"             = "2021-05-25"
    "mysql 5.6"             = "2022-03-01"
    "mysql 5.7"             = "2024-02-29"
    "mysql 8.0"             = "2026-07-31"
    "mysql 8.4"             = "2029-07-31"
    "mariadb 10.0"          = "2019-03-31"
    "mariadb 10.1"          = "2020-10-17"
    "mariadb 10.2"          = "2022-10-15"
    "mariadb 10.3"          = "2023-10-23"
    "mariadb 10.4"          = "2025-02-28"
    "mariadb 10.5"          = "2026-02-28"
    "mariadb 10.6"          = "2026-07-31"
    "mariadb 10.11"         = "2028-02-29"
    "mariadb 11.4"          = "2029-05-31"
    "postgres 9.6"          = "2022-04-30"
    "postgres 10"           = "2023-04-30"
    "postgres 11"           = "2024-02-29"
    "postgres 12"           = "2025-02-28"
    "postgres 13"           = "2026-02-28"
    "postgres 14"           = "2027-02-28"
    "postgres 15"           = "2028-02-29"
    "postgres 16"           = "2029-02-28"
    "postgres 17"           = "2030-02-28"
    "aurora-mysql 5.6"      = "2023-02-28"
    "aurora-mysql 5.7"      = "2024-10-31"
    "aurora-mysql 8.0"      = "2028-04-30"
    "aurora-postgresql 9.6" = "2022-04-30"
    "aurora-postgresql 10"  = "2023-04-30"
    "aurora-postgresql 11"  = "2024-02-29"
    "aurora-postgresql 12"  = "2025-02-28"
    "aurora-postgresql 13"  = "2026-02-28"
    "aurora-postgresql 14"  = "2027-02-28"
    "aurora-postgresql 15"  = "2028-02-29"
    "aurora-postgresql 16"  = "2029-02-28"
    "aurora-postgresql 17"  = "2030-02-28"
  }
  engines = ["mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql"]
}

# Of a new database without engine_version AWS takes a supported one; a copy has its source's.
resource_policy "aws_db_instance" "supported" {
  filter = core::contains(local.engines, core::try(attrs.engine, null))
  locals {
    copied = core::anytrue([
      plumb::given(core::try(attrs.replicate_source_db, null)),
      plumb::given(core::try(config.snapshot_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    given   = core::try(config.engine_version, null) != null
    version = local.given ? attrs.engine_version : local.copied ? core::try(attrs.engine_version, "") : ""
    major   = core::try(core::regex(core::endswith(attrs.engine, "postgres") ? "^(?:9[.][0-9]+|[0-9]+)" : "^[0-9]+[.][0-9]+", local.version), local.version)
    ends    = core::lookup(local.support, "${attrs.engine} ${local.major}", "9999-12-31")
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "Standard support of ${attrs.engine} ${local.major} ended on ${local.ends}."
  }
}

resource_policy "aws_rds_cluster" "supported" {
  filter = core::contains(local.engines, core::try(attrs.engine, null))
  locals {
    copied = core::anytrue([
      plumb::given(core::try(attrs.replication_source_identifier, null)),
      plumb::given(core::try(attrs.snapshot_identifier, null)),
      plumb::given(core::try(attrs.global_cluster_identifier, null)),
      core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
    ])
    given   = core::try(config.engine_version, null) != null
    version = local.given ? attrs.engine_version : local.copied ? core::try(attrs.engine_version, "") : ""
    major   = core::try(core::regex(core::contains(["postgres", "aurora-postgresql"], attrs.engine) ? "^(?:9[.][0-9]+|[0-9]+)" : "^[0-9]+[.][0-9]+", local.version), local.version)
    ends    = core::lookup(local.support, "${attrs.engine} ${local.major}", "9999-12-31")
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "Standard support of ${attrs.engine} ${local.major} ended on ${local.ends}."
  }
}
