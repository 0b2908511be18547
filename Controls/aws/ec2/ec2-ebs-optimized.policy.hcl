locals {
  control = {
    id       = "ec2-ebs-optimized"
    title    = "Disks do not share the network with everything else"
    severity = "low"
    part     = "ebs_optimized"
    why      = "On older types of instances, traffic of volumes and of the network take from each other, and both get slow under load."
    fix      = "Set ebs_optimized to true, or take a type of a newer generation, where it is so by itself."
    aliases  = ["CKV_AWS_135"]
    patch    = { ebs_optimized = true }
  }
}

locals {
  # Types that can be, and are not by themselves.
  types = [
    "c1.xlarge", "c3.xlarge", "c3.2xlarge", "c3.4xlarge", "g2.2xlarge", "i2.xlarge", "i2.2xlarge", "i2.4xlarge", "m1.large",
    "m1.xlarge", "m2.2xlarge", "m2.4xlarge", "m3.xlarge", "m3.2xlarge", "r3.xlarge", "r3.2xlarge", "r3.4xlarge",
  ]
}

resource_policy "aws_instance" "optimized" {
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
    type = config.instance_type != null ? config.instance_type : core::try(local.template.instance_type, null)
    own  = config.ebs_optimized != null ? config.ebs_optimized == true : core::try(local.template.ebs_optimized, null) == "true"
  }
  enforce {
    condition     = local.own || local.type == null || !core::contains(local.types, local.type)
    error_message = "Instances of this type share the network with their volumes unless ebs_optimized is set."
  }
}

resource_policy "aws_spot_instance_request" "optimized" {
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
    type = config.instance_type != null ? config.instance_type : core::try(local.template.instance_type, null)
    own  = config.ebs_optimized != null ? config.ebs_optimized == true : core::try(local.template.ebs_optimized, null) == "true"
  }
  enforce {
    condition     = local.own || local.type == null || !core::contains(local.types, local.type)
    error_message = "Instances of this type share the network with their volumes unless ebs_optimized is set."
  }
}
