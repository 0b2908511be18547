# What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
# they stand. An address range of length 0 is the whole internet, however it is written.

locals {
  control = {
    id       = "sg-no-open-ssh"
    title    = "No security group lets the internet in on the port of SSH"
    severity = "high"
    part     = "ingress"
    why      = "Open SSH is found by scanners within minutes; from then on one leaked key, weak password or hole in the daemon gives away the machine."
    fix      = "Name the addresses of your offices or of a bastion instead of 0.0.0.0/0, or close port 22 and log in by Session Manager."
    aliases  = ["CKV_AWS_24", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22"]
    frameworks = {
      cis_v3_0 = ["5.2", "5.3"]
      cis_v5_0 = ["5.3", "5.4"]
      fsbp     = ["EC2.13"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(9)", "AC-17b", "CM-9b", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(21)",
        "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(7)", "SC-7a", "SC-7c"
      ]
      soc2     = ["CC6.6", "CC7.2"]
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
  }
}

locals {
  ports = [22]
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
    error_message = "Everybody on the internet is let in on port 22 (SSH)."
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
    error_message = "Everybody on the internet is let in on port 22 (SSH)."
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
    error_message = "Everybody on the internet is let in on port 22 (SSH)."
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
    error_message = "Everybody on the internet is let in on port 22 (SSH)."
  }
}
