locals {
  control = {
    id       = "ec2-detailed-monitoring"
    title    = "Instances are measured every minute"
    severity = "low"
    part     = "monitoring"
    why      = "Measured every five minutes only, a short overload or a miner at work is seen late or not at all, and scaling reacts late."
    fix      = "Set monitoring to true."
    aliases  = ["CKV_AWS_126", "ec2_instance_detailed_monitoring_enabled"]
    frameworks = {
      pci_v4_0 = ["10.2.1.1", "10.4.1.1", "10.4.1"]
    }
  }
}

resource_policy "aws_instance" "detailed" {
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
    own = config.monitoring
  }
  enforce {
    condition     = local.own == null ? core::try(local.template.monitoring[0].enabled, null) == true : local.own == true
    error_message = "The instance is measured every five minutes only."
  }
}

resource_policy "aws_spot_instance_request" "detailed" {
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
    own = config.monitoring
  }
  enforce {
    condition     = local.own == null ? core::try(local.template.monitoring[0].enabled, null) == true : local.own == true
    error_message = "The instance is measured every five minutes only."
  }
}

resource_policy "aws_launch_template" "detailed" {
  enforce {
    condition     = core::try(attrs.monitoring[0].enabled, null) == true
    error_message = "Instances of the template are measured every five minutes only."
  }
}

# Where nothing is written, it is on.
resource_policy "aws_launch_configuration" "detailed" {
  enforce {
    condition     = attrs.enable_monitoring == null || attrs.enable_monitoring == true
    error_message = "Instances of the configuration are measured every five minutes only."
  }
}
