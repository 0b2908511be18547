# What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
# they stand. An address range of length 0 is the whole internet, however it is written.

locals {
  control = {
    id       = "sg-no-open-db-ports"
    title    = "No security group lets the internet in on the port of a database or cache"
    severity = "high"
    part     = "ingress"
    why      = "Databases and caches are made for the inside of a network: many ask for no password at first, and all of them are searched for by scanners."
    fix      = "Let in the security group of the application instead of 0.0.0.0/0."
    aliases  = ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211", "ec2_securitygroup_allow_ingress_from_internet_to_port_mongodb_27017_27018", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601"]
    frameworks = {
      soc2 = ["CC6.6"]
    }
  }
}

locals {
  ports = [1433, 1521, 3306, 5432, 6379, 9200, 11211, 27017]
}

resource_policy "aws_security_group" "closed" {
  locals {
    open = core::anytrue([
      for rule in core::try(config.ingress[*], []) : (
        core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
        core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
        ) && (
        core::contains(["-1", "all"], core::lower(rule.protocol)) ||
        core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
        core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
      )
    ])
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on the port of a database or cache."
  }
}

resource_policy "aws_default_security_group" "closed" {
  locals {
    open = core::anytrue([
      for rule in core::try(config.ingress[*], []) : (
        core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
        core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
        ) && (
        core::contains(["-1", "all"], core::lower(rule.protocol)) ||
        core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
        core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
      )
    ])
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on the port of a database or cache."
  }
}

resource_policy "aws_security_group_rule" "closed" {
  filter = attrs.type == "ingress"
  locals {
    open = (
      core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
      core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
      ) && (
      core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
      core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
      core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
    )
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on the port of a database or cache."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
  locals {
    open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
      core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
      core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
      core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
    )
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on the port of a database or cache."
  }
}
