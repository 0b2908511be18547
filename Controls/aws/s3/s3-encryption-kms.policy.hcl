locals {
  control = {
    id       = "s3-encryption-kms"
    title    = "Objects are encrypted with a KMS key"
    severity = "low"
    part     = "rule"
    why      = "AWS encrypts every object, but with a key that needs no permission: whoever may read the bucket reads the data. A KMS key has a policy and a log of its own."
    fix      = "Set sse_algorithm to aws:kms, name your key in kms_master_key_id, and set bucket_key_enabled, which saves most of the calls."
    aliases  = ["CKV_AWS_145", "CKV_AWS_19", "s3_bucket_kms_encryption"]
    frameworks = {
      fsbp     = ["S3.17"]
      soc2     = ["PI1.4"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
  }
}

# What is declared for the bucket is judged where it stands.
resource_policy "aws_s3_bucket" "declared" {
  enforce {
    condition = (core::length(core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id })) > 0 || core::anytrue(core::flatten([
      for configuration in attrs.server_side_encryption_configuration : [
        for rule in configuration.rule : [
          for default in rule.apply_server_side_encryption_by_default : core::contains(["aws:kms", "aws:kms:dsse"], default.sse_algorithm)
        ]
      ]
    ])))
    error_message = "Objects are encrypted with the key of S3, not with a KMS key."
  }
}

resource_policy "aws_s3_bucket_server_side_encryption_configuration" "sound" {
  enforce {
    condition = core::anytrue(core::flatten([
      for rule in attrs.rule : [
        for default in rule.apply_server_side_encryption_by_default : core::contains(["aws:kms", "aws:kms:dsse"], default.sse_algorithm)
      ]
    ]))
    error_message = "Objects are encrypted with the key of S3, not with a KMS key."
  }
}
