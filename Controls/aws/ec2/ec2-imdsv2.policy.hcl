# What is written decides, here or in the launch template: nothing written leaves it to the image and to the account's settings, which are
# no promise of this configuration.

locals {
  control = {
    id       = "ec2-imdsv2"
    title    = "Credentials of an instance are given to requests with a session token only"
    severity = "high"
    part     = "metadata_options"
    why      = "With version 1 of the metadata service, one request that an attacker can make the server send (SSRF) gives away the credentials of its role."
    fix      = "Set http_tokens to required in metadata_options. Programs with an SDK from 2020 or later need no change."
    aliases  = ["CKV_AWS_79", "ec2_instance_imdsv2_enabled", "ec2_launch_template_imdsv2_required"]
    frameworks = {
      cis_v3_0 = ["5.6"]
      cis_v5_0 = ["5.7"]
      fsbp     = ["EC2.8"]
      nist_800_53_r5 = [
        "AC-24", "AC-2(6)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)",
        "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)",
        "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)",
        "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-6", "CM-5(1)(a)", "MP-2", "SC-23(3)"
      ]
      soc2     = ["CC7.2"]
      pci_v4_0 = ["8.2.8"]
    }
  }
}

resource_policy "aws_instance" "tokens" {
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
    tokens = core::try(config.metadata_options[0].http_tokens, null)
    off    = core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
  }
  enforce {
    condition = (
      local.off || local.tokens == "required" || local.tokens == null && (
        core::try(local.template.metadata_options[0].http_tokens, null) == "required" ||
        core::try(local.template.metadata_options[0].http_endpoint, null) == "disabled"
      )
    )
    error_message = "The metadata service answers without a session token (IMDSv1)."
  }
}

resource_policy "aws_spot_instance_request" "tokens" {
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
    tokens = core::try(config.metadata_options[0].http_tokens, null)
    off    = core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
  }
  enforce {
    condition = (
      local.off || local.tokens == "required" || local.tokens == null && (
        core::try(local.template.metadata_options[0].http_tokens, null) == "required" ||
        core::try(local.template.metadata_options[0].http_endpoint, null) == "disabled"
      )
    )
    error_message = "The metadata service answers without a session token (IMDSv1)."
  }
}

resource_policy "aws_launch_template" "tokens" {
  enforce {
    condition = (
      core::try(config.metadata_options[0].http_tokens, null) == "required" ||
      core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    )
    error_message = "The metadata service answers without a session token (IMDSv1)."
  }
}

resource_policy "aws_launch_configuration" "tokens" {
  enforce {
    condition = (
      core::try(config.metadata_options[0].http_tokens, null) == "required" ||
      core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    )
    error_message = "The metadata service answers without a session token (IMDSv1)."
  }
}
