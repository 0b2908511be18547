locals {
  control = {
    id       = "s3-mfa-delete"
    title    = "Versions of objects are deleted with a second factor only"
    severity = "medium"
    part     = "versioning_configuration"
    why      = "Versioning keeps nothing from whoever has stolen a key: versions can be deleted for good. With MFA delete a stolen key is not enough."
    fix      = "Set mfa_delete to Enabled in versioning_configuration. AWS accepts it from the root user with a device only: give its serial number and a code in mfa."
    aliases  = ["s3_bucket_no_mfa_delete"]
    frameworks = {
      cis_v3_0 = ["2.1.2"]
      cis_v5_0 = ["2.1.2"]
      fsbp     = ["S3.20"]
      pci_v4_0 = ["10.3.2", "3.5.1.3", "8.4.1"]
    }
  }
}

resource_policy "aws_s3_bucket_versioning" "second_factor" {
  enforce {
    condition     = core::try(config.versioning_configuration[0].mfa_delete, null) == "Enabled"
    error_message = "Versions can be deleted without a second factor."
  }
}

# The argument of former times.
resource_policy "aws_s3_bucket" "second_factor" {
  filter = core::length(attrs.versioning) > 0
  enforce {
    condition     = core::try(attrs.versioning[0].mfa_delete, null) == true
    error_message = "Versions can be deleted without a second factor."
  }
}
