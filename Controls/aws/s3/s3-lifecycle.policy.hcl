locals {
  control = {
    id       = "s3-lifecycle"
    title    = "What is no longer needed is removed from the bucket"
    severity = "low"
    part     = "rule"
    why      = "Objects, versions and halves of uploads that nobody removes cost more every month, and are more to lose."
    fix      = "Declare an aws_s3_bucket_lifecycle_configuration for the bucket, with a rule for all objects that also has abort_incomplete_multipart_upload."
    aliases  = ["CKV2_AWS_61", "CKV_AWS_300", "s3_bucket_lifecycle_enabled"]
    frameworks = {
      fsbp     = ["S3.13"]
      pci_v4_0 = ["10.5.1", "3.2.1"]
    }
  }
}

# What is declared for the bucket is judged where it stands.
resource_policy "aws_s3_bucket" "declared" {
  enforce {
    condition     = (core::length(core::getresources("aws_s3_bucket_lifecycle_configuration", { bucket = attrs.id })) > 0 || core::anytrue([for rule in attrs.lifecycle_rule : rule.enabled == true]))
    error_message = "Nothing is ever removed from the bucket: it has no lifecycle configuration."
  }
}

resource_policy "aws_s3_bucket_lifecycle_configuration" "sound" {
  enforce {
    condition = core::anytrue([
      for rule in attrs.rule : core::alltrue([
        rule.status == "Enabled",
        core::anytrue([for upload in core::try(rule.abort_incomplete_multipart_upload[*], []) : upload.days_after_initiation != null]),
      ])
    ])
    error_message = "No enabled rule removes uploads that were never finished."
  }
}
