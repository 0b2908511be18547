locals {
  control = {
    id       = "cloudtrail-validation"
    title    = "Log files of the trail can be checked for changes"
    severity = "medium"
    part     = "enable_log_file_validation"
    why      = "Whoever gets into the bucket can change or delete what tells of them; signed digests show it."
    fix      = "Set enable_log_file_validation to true."
    aliases  = ["CKV_AWS_36", "cloudtrail_log_file_validation_enabled"]
    frameworks = {
      cis_v3_0 = ["3.2"]
      cis_v5_0 = ["3.2"]
      fsbp     = ["CloudTrail.4"]
      nist_800_53_r5 = [
        "AU-9a", "CM-6a", "CM-9b", "PM-11b", "PM-17b", "SA-10(1)", "sa_1_1", "SC-16(1)", "SI-1a.2", "SI-4d",
        "SI-7(1)", "SI-7(3)", "SI-7(7)", "SI-7a"
      ]
      soc2     = ["CC7.3", "PI1.3"]
      pci_v4_0 = ["10.3.2", "10.3.3", "10.3.4"]
    }
    patch = { enable_log_file_validation = true }
  }
}

resource_policy "aws_cloudtrail" "trail" {
  enforce {
    condition     = attrs.enable_log_file_validation == true
    error_message = "Nobody can tell whether log files of the trail were changed."
  }
}
