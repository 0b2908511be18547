locals {
  control = {
    id       = "default-sg-closed"
    title    = "The default security group of a network lets nothing through"
    severity = "medium"
    part     = "ingress"
    why      = "Whatever is started without naming a group gets the default one, in which everything reaches everything; it should reach nothing."
    fix      = "Declare an aws_default_security_group for the VPC without ingress and egress: the provider takes all rules out of it."
    aliases  = ["CKV2_AWS_12", "ec2_securitygroup_default_restrict_traffic"]
    frameworks = {
      cis_v3_0 = ["5.4"]
      cis_v5_0 = ["5.5"]
      fsbp     = ["EC2.2"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-4(21)", "CM-6a", "CM-9b", "SC-7(11)",
        "SC-7(12)", "SC-7(16)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)",
        "SC-7(5)", "SC-7(7)", "SC-7a", "SC-7c"
      ]
    }
  }
}

# Without blocks the provider removes all rules of the group. Every rule has a protocol; one that is unknown may not be there at all.
resource_policy "aws_default_security_group" "closed" {
  enforce {
    condition     = core::alltrue([for rule in core::concat(core::try(config.ingress[*], []), core::try(config.egress[*], [])) : rule.protocol == null])
    error_message = "The default security group has rules."
  }
}

# What rules its default group has is said of the group.
resource_policy "aws_vpc" "closed" {
  enforce {
    condition     = core::length(core::getresources("aws_default_security_group", { vpc_id = attrs.id })) > 0
    error_message = "The default security group of the VPC is left as AWS makes it: everything in it reaches everything."
  }
}
