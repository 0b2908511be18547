locals {
  control = {
    id       = "rds-tls"
    title    = "A database takes encrypted connections only"
    severity = "medium"
    part     = "parameter"
    why      = "A client that connects without TLS sends its password, its queries and their results readable over the network, and most drivers do so unless the server refuses."
    fix      = "Use a parameter group of one's own, with rds.force_ssl = 1 (PostgreSQL, SQL Server) or require_secure_transport = 1 (MySQL, MariaDB)."
    aliases  = ["CKV2_AWS_69", "rds_instance_transport_encrypted"]
    frameworks = {
      fsbp = ["RDS.38", "RDS.39", "RDS.41", "RDS.44"]
    }
  }
}

# Of databases and clusters with a parameter group of their own, the group is judged, and not they. In default groups TLS is required from
# these versions on: PostgreSQL 15 (Aurora: 17) and MariaDB 11.8; never for MySQL and SQL Server.
locals {
  on = ["1", "on", "true"]
}

resource_policy "aws_db_parameter_group" "required" {
  # Groups for instances of Aurora cannot require it: those of their clusters do.
  filter = core::try(core::regex_match("^(?:postgres|mysql|mariadb|sqlserver)", attrs.family), false)
  locals {
    parameter = core::regex_match("^(?:postgres|sqlserver)", attrs.family) ? "rds.force_ssl" : "require_secure_transport"
    values    = [for p in attrs.parameter : core::lower(p.value) if core::lower(p.name) == local.parameter]
    default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mariadb(?:11[.][89]|1[2-9]))", attrs.family)
  }
  enforce {
    condition     = core::length(local.values) > 0 ? core::alltrue([for v in local.values : core::contains(local.on, v)]) : local.default
    error_message = "Databases with this parameter group take connections without TLS."
  }
}

resource_policy "aws_rds_cluster_parameter_group" "required" {
  filter = core::try(core::regex_match("^(?:aurora-postgresql|aurora-mysql|postgres|mysql)", attrs.family), false)
  locals {
    parameter = core::regex_match("postgres", attrs.family) ? "rds.force_ssl" : "require_secure_transport"
    values    = [for p in attrs.parameter : core::lower(p.value) if core::lower(p.name) == local.parameter]
    default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|aurora-postgresql(?:1[7-9]|[2-9][0-9]))", attrs.family)
  }
  enforce {
    condition     = core::length(local.values) > 0 ? core::alltrue([for v in local.values : core::contains(local.on, v)]) : local.default
    error_message = "Clusters with this parameter group take connections without TLS."
  }
}

resource_policy "aws_db_instance" "required" {
  filter = core::alltrue([
    core::try(core::regex_match("^(?:postgres|mysql|mariadb|sqlserver)", attrs.engine), false),
    core::try(config.parameter_group_name, null) == null ? true : core::length(core::getresources("aws_db_parameter_group", { id = config.parameter_group_name })) > 0 ? false : core::startswith(config.parameter_group_name, "default."),
  ])
  locals {
    family  = core::startswith(attrs.engine, "sqlserver") ? "sqlserver" : "${attrs.engine}${core::coalesce(core::try(attrs.engine_version, null), core::getdatasource("aws_rds_engine_version", {}).version)}"
    default = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mariadb(?:11[.][89]|1[2-9]))", local.family)
  }
  enforce {
    condition     = core::startswith(attrs.engine, "sqlserver") ? false : local.default
    error_message = "With the default parameter group the database takes connections without TLS."
  }
}

resource_policy "aws_rds_cluster" "required" {
  filter = core::alltrue([
    core::try(core::regex_match("^(?:aurora-postgresql|aurora-mysql)$", attrs.engine), false),
    core::try(config.db_cluster_parameter_group_name, null) == null ? true : core::length(core::getresources("aws_rds_cluster_parameter_group", { id = config.db_cluster_parameter_group_name })) > 0 ? false : core::startswith(config.db_cluster_parameter_group_name, "default."),
  ])
  locals {
    family  = "${attrs.engine}${core::coalesce(core::try(attrs.engine_version, null), core::getdatasource("aws_rds_engine_version", {}).version)}"
    default = core::regex_match("^aurora-postgresql(?:1[7-9]|[2-9][0-9])", local.family)
  }
  enforce {
    condition     = local.default
    error_message = "With the default parameter group the cluster takes connections without TLS."
  }
}
