locals {
  control = {
    id       = "kms-rotation"
    title    = "Keys for encryption are replaced every year"
    severity = "medium"
    part     = "enable_key_rotation"
    why      = "What was encrypted with one key over many years is lost at once when that key is found out. Rotation limits it, and nothing has to be encrypted anew."
    fix      = "Set enable_key_rotation to true."
    aliases  = ["CKV_AWS_7", "kms_cmk_rotation_enabled"]
    frameworks = {
      cis_v3_0       = ["3.6"]
      cis_v5_0       = ["3.6"]
      fsbp           = ["KMS.4"]
      nist_800_53_r5 = ["CM-6a", "CM-9b", "SA-9(6)", "SC-12", "SC-12(2)", "SC-12(6)"]
      soc2           = ["PI1.5"]
      pci_v4_0       = ["3.7.4", "3.7.5"]
    }
    patch = { enable_key_rotation = true }
  }
}

# Only symmetric keys for encryption whose material KMS makes can be rotated by it.
resource_policy "aws_kms_key" "rotated" {
  filter = core::alltrue([
    attrs.key_usage == null || attrs.key_usage == "ENCRYPT_DECRYPT",
    attrs.customer_master_key_spec == null || attrs.customer_master_key_spec == "SYMMETRIC_DEFAULT",
    attrs.custom_key_store_id == null,
  ])
  enforce {
    condition     = attrs.enable_key_rotation == true
    error_message = "The key is never rotated."
  }
}
