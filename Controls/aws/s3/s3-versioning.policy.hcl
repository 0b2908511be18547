locals {
  control = {
    id       = "s3-versioning"
    title    = "Earlier versions of objects are kept"
    severity = "medium"
    part     = "versioning_configuration"
    why      = "Without versions, what is overwritten or deleted, by mistake or for ransom, is gone."
    fix      = "Declare an aws_s3_bucket_versioning for the bucket with the status Enabled, and a lifecycle rule that ends old versions."
    aliases  = ["CKV_AWS_21", "s3_bucket_object_versioning"]
    frameworks = {
      fsbp = ["S3.14"]
      nist_800_53_r5 = [
        "AU-9(2)", "CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(1)", "CP-6(2)", "CP-6a", "CP-9a", "CP-9b",
        "CP-9c", "PM-11b", "PM-17b", "SC-16(1)", "SC-5(2)", "SI-13(5)", "SI-1a.2"
      ]
      soc2     = ["CC7.4", "A1.1", "C1.2", "PI1.5"]
      pci_v4_0 = ["10.3.4"]
    }
  }
}

# What is declared for the bucket is judged where it stands.
resource_policy "aws_s3_bucket" "declared" {
  enforce {
    condition     = (core::length(core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })) > 0 || core::anytrue([for versioning in attrs.versioning : versioning.enabled == true]))
    error_message = "The bucket keeps no earlier versions of objects."
  }
}

resource_policy "aws_s3_bucket_versioning" "sound" {
  enforce {
    condition     = core::try(attrs.versioning_configuration[0].status, null) == "Enabled"
    error_message = "Versioning is not enabled."
  }
}
