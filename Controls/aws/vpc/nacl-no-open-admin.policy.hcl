locals {
  control = {
    id       = "nacl-no-open-admin"
    title    = "No network ACL lets the internet in on ports of administration"
    severity = "medium"
    part     = "ingress"
    why      = "The ACL is the second wall behind security groups. Open for SSH and Remote Desktop it does not help on the day when a group is opened by mistake."
    fix      = "Allow ports 22 and 3389 from known address ranges only, or deny them by a rule with a lower number."
    aliases  = ["CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352", "ec2_networkacl_allow_ingress_tcp_port_22", "ec2_networkacl_allow_ingress_tcp_port_3389", "ec2_networkacl_allow_ingress_any_port"]
    frameworks = {
      cis_v3_0 = ["5.1"]
      cis_v5_0 = ["5.2"]
      fsbp     = ["EC2.21"]
      soc2     = ["CC6.6"]
    }
  }
}

resource_policy "aws_network_acl" "closed" {
  enforce {
    condition = !core::anytrue(core::flatten([
      for rule in core::try(config.ingress[*], []) : [
        for port in [22, 3389] : core::alltrue([
          core::lower(rule.action) == "allow", (core::try(core::endswith(rule.cidr_block, "/0"), false) || core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false)), (
            core::contains(["-1", "all"], core::lower(rule.protocol)) ||
            core::contains(["tcp", "6"], core::lower(rule.protocol)) && core::try(rule.from_port <= port && port <= rule.to_port, false)
          ),
          !core::anytrue([
            for other in config.ingress : core::alltrue([
              core::lower(other.action) == "deny", other.rule_no < rule.rule_no, (
                core::contains(["-1", "all"], core::lower(other.protocol)) ||
                core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
              ),
              core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(rule.cidr_block, "/0"), false),
              core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false),
            ])
          ]),
        ])
      ]
    ]))
    error_message = "The internet is let in on port 22 or 3389."
  }
}

resource_policy "aws_default_network_acl" "closed" {
  enforce {
    condition = !core::anytrue(core::flatten([
      for rule in core::try(config.ingress[*], []) : [
        for port in [22, 3389] : core::alltrue([
          core::lower(rule.action) == "allow", (core::try(core::endswith(rule.cidr_block, "/0"), false) || core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false)), (
            core::contains(["-1", "all"], core::lower(rule.protocol)) ||
            core::contains(["tcp", "6"], core::lower(rule.protocol)) && core::try(rule.from_port <= port && port <= rule.to_port, false)
          ),
          !core::anytrue([
            for other in config.ingress : core::alltrue([
              core::lower(other.action) == "deny", other.rule_no < rule.rule_no, (
                core::contains(["-1", "all"], core::lower(other.protocol)) ||
                core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
              ),
              core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(rule.cidr_block, "/0"), false),
              core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false),
            ])
          ]),
        ])
      ]
    ]))
    error_message = "The internet is let in on port 22 or 3389."
  }
}

resource_policy "aws_network_acl_rule" "closed" {
  filter = attrs.egress == null || attrs.egress == false
  locals {
    others = core::getresources("aws_network_acl_rule", { network_acl_id = attrs.network_acl_id })
  }
  enforce {
    condition = !core::anytrue([
      for port in [22, 3389] : core::alltrue([
        core::lower(attrs.rule_action) == "allow", (core::try(core::endswith(attrs.cidr_block, "/0"), false) || core::try(core::endswith(attrs.ipv6_cidr_block, "/0"), false)), (
          core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
          core::contains(["tcp", "6"], core::lower(attrs.protocol)) && core::try(attrs.from_port <= port && port <= attrs.to_port, false)
        ),
        !core::anytrue([
          for other in local.others : core::alltrue([
            core::lower(other.rule_action) == "deny", other.egress != true, other.rule_number < attrs.rule_number, (
              core::contains(["-1", "all"], core::lower(other.protocol)) ||
              core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
            ),
            core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(attrs.cidr_block, "/0"), false),
            core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(attrs.ipv6_cidr_block, "/0"), false),
          ])
        ]),
      ])
    ])
    error_message = "The internet is let in on port 22 or 3389."
  }
}
