# Judged where the configuration declares a detector: that a region has none can only be told by looking at the account.

locals {
  control = {
    id       = "guardduty-on"
    title    = "GuardDuty is watching"
    severity = "medium"
    part     = "enable"
    why      = "A detector that is suspended sees neither stolen credentials in use nor miners nor calls to known attackers."
    fix      = "Remove enable, or set it to true."
    aliases  = ["CKV2_AWS_3", "guardduty_is_enabled"]
    frameworks = {
      fsbp = ["GuardDuty.1"]
      nist_800_53_r5 = [
        "AC-2(12)(a)", "AC-3(12)(b)", "AU-12(3)", "AU-14a", "AU-14b", "AU-3(1)", "AU-6(1)", "AU-6(5)", "CA-2d",
        "CA-7", "CA-7b", "CM-8(3)(a)", "PE-6(2)", "PE-6(4)", "PM-14a.1", "PM-14b", "PM-16", "PM-31", "RA-10a",
        "RA-10a.1", "RA-10a.2", "RA-1a", "RA-1a.1", "RA-1a.2", "RA-3(4)", "RA-3a.1", "RA-5(4)", "RA-5a",
        "SC-43b", "SC-5(1)", "SC-5(3)(a)", "SC-5(3)(b)", "SC-5a", "SC-5b", "SI-3(8)(a)", "SI-4(1)", "SI-4(10)",
        "SI-4(13)(a)", "SI-4(14)", "SI-4(2)", "SI-4(23)", "SI-4(25)", "SI-4(3)", "SI-4(4)(a)", "SI-4(4)(b)",
        "SI-4a", "SI-4a.1", "SI-4a.2", "SI-4b", "SI-4c", "SI-5(1)", "SI-5b"
      ]
      soc2     = ["CC3.1", "CC3.2", "CC4.2", "CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4"]
      pci_v4_0 = ["11.5.1.1", "11.5.1"]
    }
    patch = { enable = true }
  }
}

resource_policy "aws_guardduty_detector" "watches" {
  enforce {
    condition     = attrs.enable == null || attrs.enable == true
    error_message = "The detector is suspended."
  }
}
