locals {
  control = {
    id       = "efs-encrypted"
    title    = "A file system is encrypted at rest"
    severity = "high"
    part     = "encrypted"
    why      = "The files of a file system that is not encrypted can be read by whoever gets at the disks or at a copy of them."
    fix      = "Set encrypted to true, and kms_key_id for a key of one's own. A file system that exists is replaced by that: copy the files to a new one first."
    aliases  = ["CKV_AWS_42", "efs_encryption_at_rest_enabled"]
    frameworks = {
      cis_v3_0       = ["2.4.1"]
      cis_v5_0       = ["2.3.1"]
      fsbp           = ["EFS.1"]
      nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
      pci_v4_0       = ["3.5.1", "8.3.2"]
    }
    patch = { encrypted = true }
  }
}

# Left out, a file system is not encrypted.
resource_policy "aws_efs_file_system" "encrypted" {
  enforce {
    condition     = core::try(config.encrypted, null) != null ? attrs.encrypted : false
    error_message = "The file system is not encrypted."
  }
}
