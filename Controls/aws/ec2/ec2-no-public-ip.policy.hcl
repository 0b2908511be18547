locals {
  control = {
    id       = "ec2-no-public-ip"
    title    = "Instances get no public address"
    severity = "medium"
    part     = "associate_public_ip_address"
    why      = "A public address puts the machine itself on the internet: from then on only a security group stands between it and every scanner."
    fix      = "Set associate_public_ip_address to false and put instances into private subnets, behind a load balancer or a NAT gateway."
    aliases  = ["CKV_AWS_88", "ec2_instance_public_ip", "ec2_launch_template_no_public_ip"]
    frameworks = {
      fsbp = ["EC2.9"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
        "AC-6", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)",
        "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)",
        "SC-7a", "SC-7b", "SC-7c"
      ]
      soc2 = ["CC6.6"]
    }
  }
}

resource_policy "aws_instance" "private" {
  locals {
    # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
    named = core::length(attrs.launch_template) > 0
    templates = local.named ? core::flatten([
      for template in config.launch_template : core::concat(
        template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
        template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
      )
    ]) : []
    template = (
      !local.named ? null :
      core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
    )
    own         = config.associate_public_ip_address
    of_template = core::try(local.template.network_interfaces[0].associate_public_ip_address, null)
    subnets     = config.subnet_id == null ? [] : core::getresources("aws_subnet", { id = config.subnet_id })
    # An interface of its own has its addresses already. Otherwise the subnet decides; those of the default VPC, and subnets that stand
    # elsewhere, have to be read there.
    of_subnet = (
      core::length(attrs.network_interface) > 0 ? false :
      core::length(local.subnets) > 0 ? core::try(local.subnets[0].map_public_ip_on_launch, null) == true :
      attrs.associate_public_ip_address == true
    )
  }
  enforce {
    condition     = !(local.own != null ? local.own == true : local.of_template != null ? local.of_template == "true" : local.of_subnet)
    error_message = "The instance gets a public address."
  }
}

resource_policy "aws_spot_instance_request" "private" {
  locals {
    # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
    named = core::length(attrs.launch_template) > 0
    templates = local.named ? core::flatten([
      for template in config.launch_template : core::concat(
        template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
        template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
      )
    ]) : []
    template = (
      !local.named ? null :
      core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
    )
    own         = config.associate_public_ip_address
    of_template = core::try(local.template.network_interfaces[0].associate_public_ip_address, null)
    subnets     = config.subnet_id == null ? [] : core::getresources("aws_subnet", { id = config.subnet_id })
    # An interface of its own has its addresses already. Otherwise the subnet decides; those of the default VPC, and subnets that stand
    # elsewhere, have to be read there.
    of_subnet = (
      core::length(attrs.network_interface) > 0 ? false :
      core::length(local.subnets) > 0 ? core::try(local.subnets[0].map_public_ip_on_launch, null) == true :
      attrs.associate_public_ip_address == true
    )
  }
  enforce {
    condition     = !(local.own != null ? local.own == true : local.of_template != null ? local.of_template == "true" : local.of_subnet)
    error_message = "The instance gets a public address."
  }
}

resource_policy "aws_launch_template" "private" {
  enforce {
    condition     = !core::anytrue([for interface in attrs.network_interfaces : core::try(interface.associate_public_ip_address, null) == "true"])
    error_message = "Instances of the template get a public address."
  }
}

resource_policy "aws_launch_configuration" "private" {
  enforce {
    condition     = core::try(config.associate_public_ip_address, null) != true
    error_message = "Instances of the configuration get a public address."
  }
}
