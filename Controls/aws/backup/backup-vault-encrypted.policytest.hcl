policytest {
  targets = ["backup-vault-encrypted.policy.hcl"]
}

resource "aws_backup_vault" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}

resource "aws_backup_vault" "null" {
  expect_failure = true
  attrs          = { kms_key_arn = null }
}

resource "aws_backup_vault" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
