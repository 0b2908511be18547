locals {
  control = {
    id       = "sns-encrypted"
    title    = "A topic's messages are encrypted with KMS"
    severity = "low"
    part     = "kms_master_key_id"
    why      = "Without a key messages lie unencrypted on AWS's disks until they are delivered."
    fix      = "Set kms_master_key_id to a KMS key, or to \"alias/aws/sns\" where all senders and receivers are in the same account."
    aliases  = ["CKV_AWS_26", "sns_topics_kms_encryption_at_rest_enabled"]
    frameworks = {
      fsbp           = ["SNS.1"]
      nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)"]
      soc2           = ["PI1.4"]
      pci_v4_0       = ["3.5.1", "8.3.2"]
    }
  }
}

resource_policy "aws_sns_topic" "encrypted" {
  locals {
    key = core::try(attrs.kms_master_key_id, null)
  }
  enforce {
    condition     = plumb::given(local.key)
    error_message = "The topic's messages are not encrypted."
  }
}
