locals {
  control = {
    id       = "cloudtrail-kms"
    title    = "Log files of the trail are encrypted with a KMS key"
    severity = "medium"
    part     = "kms_key_id"
    why      = "With the key of S3, everybody who can read the bucket can read the logs. A KMS key asks for a second permission, and its own log tells who used it."
    fix      = "Set kms_key_id to the ARN of a key whose policy lets CloudTrail encrypt."
    aliases  = ["CKV_AWS_35", "cloudtrail_kms_encryption_enabled"]
    frameworks = {
      cis_v3_0 = ["3.5"]
      cis_v5_0 = ["3.5"]
      fsbp     = ["CloudTrail.2"]
      nist_800_53_r5 = [
        "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
      ]
      pci_v4_0 = ["10.3.2", "10.3.3", "10.3.4"]
    }
  }
}

resource_policy "aws_cloudtrail" "trail" {
  enforce {
    condition     = plumb::given(attrs.kms_key_id)
    error_message = "The trail is not encrypted with a KMS key."
  }
}
