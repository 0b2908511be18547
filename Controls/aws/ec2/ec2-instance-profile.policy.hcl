locals {
  control = {
    id       = "ec2-instance-profile"
    title    = "An instance has a role of its own"
    severity = "medium"
    part     = "iam_instance_profile"
    why      = "Without a role, keys that never end are copied onto the machine sooner or later, and leak from there."
    fix      = "Give the instance an aws_iam_instance_profile with a role that allows what it has to do."
    aliases  = ["CKV2_AWS_41", "ec2_instance_profile_attached"]
    frameworks = {
      cis_v3_0       = ["1.18"]
      cis_v5_0       = ["1.17"]
      nist_800_53_r5 = ["AC-3", "CM-5(1)(a)", "CM-6a"]
      pci_v4_0       = ["7.2.1", "7.2.2", "7.2.5"]
    }
  }
}

resource_policy "aws_instance" "has_role" {
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
    own = config.iam_instance_profile
  }
  enforce {
    condition     = plumb::given(local.own) || local.own == null && core::try(core::length(local.template.iam_instance_profile) > 0, false)
    error_message = "The instance has no role: programs on it need keys of their own."
  }
}

resource_policy "aws_spot_instance_request" "has_role" {
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
    own = config.iam_instance_profile
  }
  enforce {
    condition     = plumb::given(local.own) || local.own == null && core::try(core::length(local.template.iam_instance_profile) > 0, false)
    error_message = "The instance has no role: programs on it need keys of their own."
  }
}
