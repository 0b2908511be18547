locals {
  control = {
    id       = "cloudtrail-cloudwatch"
    title    = "The trail also sends its events to CloudWatch Logs"
    severity = "low"
    part     = "cloud_watch_logs_group_arn"
    why      = "Alarms need events within minutes; files in a bucket come late, and nobody looks at them."
    fix      = "Set cloud_watch_logs_group_arn, with :* behind the ARN of the log group, and cloud_watch_logs_role_arn."
    aliases  = ["CKV2_AWS_10", "cloudtrail_cloudwatch_logging_enabled"]
    frameworks = {
      fsbp = ["CloudTrail.5"]
      nist_800_53_r5 = [
        "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
        "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-16", "AU-2b", "AU-3a", "AU-3b",
        "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-4(1)", "AU-6(1)", "AU-6(3)", "AU-6(4)", "AU-6(5)", "AU-6(6)",
        "AU-6(9)", "AU-7(1)", "AU-8b", "AU-9(7)", "CA-7b", "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)",
        "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)",
        "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
      ]
      soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.3"]
      pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1.3"]
    }
  }
}

resource_policy "aws_cloudtrail" "trail" {
  enforce {
    condition     = plumb::given(attrs.cloud_watch_logs_group_arn)
    error_message = "The trail sends nothing to CloudWatch Logs."
  }
}
