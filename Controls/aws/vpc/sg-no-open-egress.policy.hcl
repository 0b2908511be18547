locals {
  control = {
    id       = "sg-no-open-egress"
    title    = "Security groups let out only what is needed"
    severity = "low"
    part     = "egress"
    why      = "Malware on a machine calls home and sends data away over whatever port is open; where only known ones are, most of that fails."
    fix      = "Write egress rules for the ports, ranges and prefix lists that the machine needs."
    aliases  = ["CKV_AWS_382"]
  }
}

# A group in a VPC without egress blocks lets out nothing: the provider removes the rule that AWS makes.
resource_policy "aws_security_group" "narrow" {
  enforce {
    condition = !core::anytrue([
      for rule in core::try(config.egress[*], []) : core::contains(["-1", "all"], core::lower(rule.protocol)) &&
      (core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) || core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")]))
    ])
    error_message = "Everything is let out to everywhere."
  }
}

resource_policy "aws_security_group_rule" "narrow" {
  filter = attrs.type == "egress"
  enforce {
    condition = !(core::contains(["-1", "all"], core::lower(attrs.protocol)) &&
    (core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) || core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])))
    error_message = "Everything is let out to everywhere."
  }
}

resource_policy "aws_vpc_security_group_egress_rule" "narrow" {
  enforce {
    condition = !(core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) && (
      core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)
    ))
    error_message = "Everything is let out to everywhere."
  }
}
