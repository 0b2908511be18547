locals {
  control = {
    id       = "s3-access-logging"
    title    = "Access to the bucket is logged"
    severity = "medium"
    part     = ""
    why      = "When objects leak or vanish, the access log is what tells who read or deleted them."
    fix      = "Declare an aws_s3_bucket_logging for the bucket, with a bucket for logs as its target."
    aliases  = ["CKV_AWS_18", "s3_bucket_server_access_logging_enabled"]
    frameworks = {
      fsbp = ["S3.9"]
      nist_800_53_r5 = [
        "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
        "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c",
        "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)",
        "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
        "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
      ]
      soc2     = ["CC7.2", "CC7.3", "A1.1"]
      pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
    }
  }
}

# What is declared for the bucket is judged where it stands.
resource_policy "aws_s3_bucket" "declared" {
  # A bucket that others log into needs no log of its own, which would never end.
  filter = core::length(core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })) == 0
  enforce {
    condition     = (core::length(core::getresources("aws_s3_bucket_logging", { bucket = attrs.id })) > 0 || core::length(attrs.logging) > 0)
    error_message = "Access to the bucket is not logged."
  }
}
