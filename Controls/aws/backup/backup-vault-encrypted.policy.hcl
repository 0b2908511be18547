locals {
  control = {
    id       = "backup-vault-encrypted"
    title    = "A backup vault is encrypted with a key of one's own"
    severity = "medium"
    part     = "kms_key_arn"
    why      = "Backups hold everything. With AWS's own key nobody can say who may decrypt them, or take the key away."
    fix      = "Set kms_key_arn to the ARN of a KMS key. A vault that exists is replaced by that, and has to be empty."
    aliases  = ["CKV_AWS_166", "backup_vaults_encrypted"]
    frameworks = {
      soc2 = ["PI1.5"]
    }
  }
}

# Without the argument AWS encrypts with its own key.
resource_policy "aws_backup_vault" "own_key" {
  locals {
    key = core::try(config.kms_key_arn, null)
  }
  enforce {
    condition     = plumb::given(local.key)
    error_message = "The vault is not encrypted with a key of one's own."
  }
}
