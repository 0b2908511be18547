# What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
# they stand. An address range of length 0 is the whole internet, however it is written.

locals {
  control = {
    id       = "sg-no-open-all"
    title    = "No security group lets the internet in on every port"
    severity = "critical"
    part     = "ingress"
    why      = "Whoever scans the address finds every service behind it, also those that were never meant to be seen: databases, debug ports, agents."
    fix      = "Write one rule for each port that is meant to be reached, and name the address ranges or security groups that may reach it."
    aliases  = ["CKV_AWS_277", "ec2_securitygroup_allow_ingress_from_internet_to_all_ports", "ec2_securitygroup_allow_ingress_from_internet_to_any_port"]
    frameworks = {
      cis_v3_0 = ["5.2", "5.3"]
      cis_v5_0 = ["5.3", "5.4"]
      soc2     = ["CC6.6"]
    }
  }
}

resource_policy "aws_security_group" "closed" {
  locals {
    open = core::anytrue([
      for rule in core::try(config.ingress[*], []) : (
        core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
        core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
        ) && (
        core::contains(["-1", "all"], core::lower(rule.protocol)) ||
        core::contains(["tcp", "6", "udp", "17"], core::lower(rule.protocol)) &&
        core::try(rule.from_port <= 1 && rule.to_port >= 65535, false)
      )
    ])
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on every port."
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
        core::contains(["tcp", "6", "udp", "17"], core::lower(rule.protocol)) &&
        core::try(rule.from_port <= 1 && rule.to_port >= 65535, false)
      )
    ])
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on every port."
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
      core::contains(["tcp", "6", "udp", "17"], core::lower(attrs.protocol)) &&
      core::try(attrs.from_port <= 1 && attrs.to_port >= 65535, false)
    )
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on every port."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
  locals {
    open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
      core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
      core::contains(["tcp", "6", "udp", "17"], core::lower(attrs.ip_protocol)) &&
      core::try(attrs.from_port <= 1 && attrs.to_port >= 65535, false)
    )
  }
  enforce {
    condition     = !local.open
    error_message = "Everybody on the internet is let in on every port."
  }
}
