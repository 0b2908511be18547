locals {
  control = {
    id       = "cw-log-kms"
    title    = "Log groups are encrypted with a KMS key"
    severity = "low"
    part     = "kms_key_id"
    why      = "Logs hold what programs should not have written: tokens, addresses, queries. A key of your own decides who can read them, and tells who did."
    fix      = "Set kms_key_id to the ARN of a key whose policy lets CloudWatch Logs of the region use it."
    aliases  = ["CKV_AWS_158", "cloudwatch_log_group_kms_encryption_enabled"]
    frameworks = {
      nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
      soc2           = ["CC7.3", "PI1.4"]
      pci_v4_0       = ["10.3.2", "10.3.3", "10.3.4"]
    }
  }
}

resource_policy "aws_cloudwatch_log_group" "keyed" {
  enforce {
    condition     = plumb::given(attrs.kms_key_id)
    error_message = "The log group has no KMS key."
  }
}
