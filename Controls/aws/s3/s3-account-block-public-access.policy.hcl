# Judged where the configuration declares it: that an account has no block at all can only be told by looking at the account, for it is
# usually declared once, in a configuration of its own.

locals {
  control = {
    id       = "s3-account-block-public-access"
    title    = "Public access to all buckets of the account is blocked"
    severity = "high"
    part     = ""
    why      = "A block of the account also covers buckets that nobody thought of, made by hand or by other tools."
    fix      = "Set all four arguments of aws_s3_account_public_access_block to true."
    aliases  = ["s3_account_level_public_access_blocks"]
    frameworks = {
      cis_v3_0 = ["2.1.4"]
      cis_v5_0 = ["2.1.4"]
      fsbp     = ["S3.1"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
        "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
        "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
        "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
      ]
      pci_v4_0 = ["1.2.8", "1.3.1"]
    }
    patch = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
  }
}

resource_policy "aws_s3_account_public_access_block" "complete" {
  enforce {
    condition = core::alltrue([
      attrs.block_public_acls == true, attrs.block_public_policy == true, attrs.ignore_public_acls == true,
      attrs.restrict_public_buckets == true,
    ])
    error_message = "The block leaves a way open: all four of its arguments have to be true."
  }
}
