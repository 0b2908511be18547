locals {
  control = {
    id       = "secrets-rotation"
    title    = "Secrets are replaced every 90 days at the latest"
    severity = "medium"
    part     = "rotation_rules"
    why      = "A password that was copied somewhere works until it is changed. Rotation ends that without anybody having to notice."
    fix      = "Declare an aws_secretsmanager_secret_rotation for the secret with automatically_after_days of 90 or less."
    aliases  = ["CKV2_AWS_57", "CKV_AWS_304", "secretsmanager_automatic_rotation_enabled"]
    frameworks = {
      fsbp = ["SecretsManager.1"]
      nist_800_53_r5 = [
        "AC-24", "AC-2(1)", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)",
        "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)", "AC-3(3)(c)",
        "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)", "AC-3(8)", "AC-4(28)",
        "CM-5(1)(a)", "SC-23(3)"
      ]
      pci_v4_0 = ["3.5.1", "8.2.2"]
    }
  }
}

resource_policy "aws_secretsmanager_secret" "rotates" {
  enforce {
    condition = core::anytrue([
      core::length(core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.id })) > 0,
      # A secret's ARN is its id, too.
      core::length(core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.arn })) > 0,
    ])
    error_message = "The secret is never replaced."
  }
}

resource_policy "aws_secretsmanager_secret_rotation" "often" {
  locals {
    rules    = core::try(attrs.rotation_rules[0], null)
    days     = core::try(local.rules.automatically_after_days, null)
    schedule = core::try(local.rules.schedule_expression, null)
    # When a cron expression comes due is not worked out here.
    is_often = (
      local.days != null ? local.days <= 90 :
      !plumb::given(local.schedule) ? false :
      core::can(core::regex("^rate\\((\\d+) hours?\\)$", local.schedule)) ? true :
      core::can(core::regex("^rate\\((\\d+) days?\\)$", local.schedule)) ?
      core::tonumber(core::regex("^rate\\((\\d+) days?\\)$", local.schedule)[0]) <= 90 :
      core::getdatasource("schedule", local.schedule).days <= 90
    )
  }
  enforce {
    condition     = local.is_often
    error_message = "The secret is replaced less often than every 90 days."
  }
}
