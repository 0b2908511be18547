# Judged where the configuration declares Security Hub: that an account does not have it at all can only be told by looking at the account.

locals {
  control = {
    id       = "securityhub-on"
    title    = "Security Hub is on, and checks by a standard"
    severity = "medium"
    part     = "enable_default_standards"
    why      = "Security Hub without a standard collects what others find and checks nothing by itself."
    fix      = "Leave enable_default_standards out, or declare an aws_securityhub_standards_subscription."
    aliases  = ["securityhub_enabled"]
    frameworks = {
      cis_v3_0 = ["4.16"]
      cis_v5_0 = ["4.16"]
      nist_800_53_r5 = [
        "AU-12(3)", "AU-14a", "AU-14b", "AU-6(1)", "AU-6(5)", "CA-2d", "CA-7", "CA-7b", "PM-14a.1", "PM-14b",
        "PM-31"
      ]
      soc2     = ["CC3.1", "CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4"]
      pci_v4_0 = ["10.2.1.1", "10.4.1.1", "10.4.1"]
    }
  }
}

resource_policy "aws_securityhub_account" "checks" {
  enforce {
    condition = (
      attrs.enable_default_standards == null || attrs.enable_default_standards == true ||
      core::length(core::getresources("aws_securityhub_standards_subscription", {})) > 0
    )
    error_message = "Security Hub is on, but checks by no standard."
  }
}
