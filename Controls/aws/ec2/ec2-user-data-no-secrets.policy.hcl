locals {
  control = {
    id       = "ec2-user-data-no-secrets"
    title    = "No keys stand in the user data of instances"
    severity = "critical"
    part     = "user_data"
    why      = "Every program on the machine can read its user data, and so can everybody who may describe instances; it also stands in the repository and the state."
    fix      = "Give the instance a role, and let it read secrets from Secrets Manager or the parameter store when it starts. Change the key that stood here."
    aliases  = ["CKV_AWS_46", "ec2_instance_secrets_user_data", "ec2_launch_template_no_secrets", "autoscaling_find_secrets_ec2_launch_configuration"]
  }
}

locals {
  # Keys of AWS, private keys, tokens of GitHub and Slack: forms that nothing else has.
  forms = [
    "(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z2-7]{16}",
    "(?i:aws_?secret_?access_?key|secret_?key)[\"']?\\s*[:=]\\s*[\"']?[A-Za-z0-9/+=]{40}(?:[^A-Za-z0-9/+=]|$)",
    "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "gh[pousr]_[A-Za-z0-9]{36}",
    "xox[abprs]-[A-Za-z0-9-]{20,}",
  ]
}

resource_policy "aws_instance" "clean" {
  locals {
    plain   = config.user_data == null ? "" : config.user_data
    encoded = core::try(config.user_data_base64, null)
    # A state holds no more than a hash of it.
    is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
    texts = local.is_hash ? [core::getdatasource("aws_instance", null).user_data] : core::concat(
      [local.plain],
      local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
    )
  }
  enforce {
    condition = !core::anytrue(core::flatten([
      for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
    ]))
    error_message = "A key or token stands in the user data."
  }
}

resource_policy "aws_spot_instance_request" "clean" {
  locals {
    plain   = config.user_data == null ? "" : config.user_data
    encoded = core::try(config.user_data_base64, null)
    # A state holds no more than a hash of it.
    is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
    texts = local.is_hash ? [core::getdatasource("aws_spot_instance_request", null).user_data] : core::concat(
      [local.plain],
      local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
    )
  }
  enforce {
    condition = !core::anytrue(core::flatten([
      for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
    ]))
    error_message = "A key or token stands in the user data."
  }
}

resource_policy "aws_launch_template" "clean" {
  locals {
    plain   = config.user_data == null ? "" : config.user_data
    encoded = config.user_data
    # A state holds no more than a hash of it.
    is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
    texts = local.is_hash ? [core::getdatasource("aws_launch_template", null).user_data] : core::concat(
      [local.plain],
      local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
    )
  }
  enforce {
    condition = !core::anytrue(core::flatten([
      for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
    ]))
    error_message = "A key or token stands in the user data."
  }
}

resource_policy "aws_launch_configuration" "clean" {
  locals {
    plain   = config.user_data == null ? "" : config.user_data
    encoded = core::try(config.user_data_base64, null)
    # A state holds no more than a hash of it.
    is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
    texts = local.is_hash ? [core::getdatasource("aws_launch_configuration", null).user_data] : core::concat(
      [local.plain],
      local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
    )
  }
  enforce {
    condition = !core::anytrue(core::flatten([
      for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
    ]))
    error_message = "A key or token stands in the user data."
  }
}
