locals {
  control = {
    id       = "dynamodb-cmk"
    title    = "A table is encrypted with a key of one's own"
    severity = "low"
    part     = "server_side_encryption"
    why      = "With AWS's own keys nobody can say who may decrypt, see who did, or take the key away. A key of one's own does all three."
    fix      = "Add server_side_encryption with enabled set to true and kms_key_arn set to the ARN of a KMS key."
    aliases  = ["CKV_AWS_119", "dynamodb_tables_kms_cmk_encryption_enabled"]
    frameworks = {
      nist_800_53_r5 = ["AU-9(3)", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
      soc2           = ["PI1.5"]
      pci_v4_0       = ["3.5.1", "8.3.2"]
    }
  }
}

# AWS encrypts every table; what is asked for is a key of the owner's.
resource_policy "aws_dynamodb_table" "own_key" {
  locals {
    key = core::try(config.server_side_encryption[0].kms_key_arn, null)
  }
  enforce {
    condition     = core::alltrue([core::try(attrs.server_side_encryption[0].enabled, null) == true, plumb::given(local.key)])
    error_message = "The table is not encrypted with a key of one's own."
  }
}
