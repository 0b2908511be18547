locals {
  control = {
    id       = "cw-log-retention"
    title    = "Log groups say how long they are kept"
    severity = "low"
    part     = "retention_in_days"
    why      = "Without an end logs are kept and paid for ever, and personal data in them longer than the law allows; with too early an end an inquiry finds nothing."
    fix      = "Set retention_in_days; to 365 or more where the group holds flow logs or the events of a trail."
    aliases  = ["CKV_AWS_66", "CKV_AWS_338", "cloudwatch_log_group_retention_policy_specific_days_enabled"]
    frameworks = {
      nist_800_53_r5 = [
        "AC-16b", "AU-10", "AU-11", "AU-11(1)", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-14a", "AU-14b",
        "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "CA-7b", "PM-14a.1", "PM-14b", "PM-21b", "PM-31",
        "SC-28(2)", "SI-12", "SI-4(17)"
      ]
      soc2     = ["CC7.2", "CC7.3", "C1.2"]
      pci_v4_0 = ["10.5.1", "3.2.1", "3.3.1.1"]
    }
  }
}

resource_policy "aws_cloudwatch_log_group" "ends" {
  locals {
    days = attrs.retention_in_days
    # Groups in which an inquiry looks first.
    audits = core::anytrue([
      core::length(core::getresources("aws_flow_log", { log_destination = attrs.arn })) > 0,
      core::length(core::getresources("aws_cloudtrail", { cloud_watch_logs_group_arn = "${attrs.arn}:*" })) > 0,
    ])
  }
  # 0 is for ever.
  enforce {
    condition     = local.days != null && local.days != 0
    error_message = "The log group is kept for ever, because nobody says how long."
  }
  enforce {
    condition     = local.days == null || local.days == 0 || core::try(local.days >= 365, true) || !local.audits
    error_message = "The log group holds an audit trail, and is kept for less than a year."
  }
}
