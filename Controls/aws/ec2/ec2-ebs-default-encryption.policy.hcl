# Judged where the configuration declares it: what a region is set to otherwise can only be told by looking at the account.

locals {
  control = {
    id       = "ec2-ebs-default-encryption"
    title    = "New volumes are encrypted where nobody says so"
    severity = "medium"
    part     = "enabled"
    why      = "Volumes made by hand, by scripts and by services are encrypted only where somebody thought of it, unless the region does it by default."
    fix      = "Set enabled to true, or leave it out."
    aliases  = ["CKV_AWS_106", "ec2_ebs_default_encryption"]
    frameworks = {
      fsbp = ["EC2.7"]
      nist_800_53_r5 = [
        "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
      ]
    }
    patch = { enabled = true }
  }
}

# Where nothing is written, it is on.
resource_policy "aws_ebs_encryption_by_default" "on" {
  enforce {
    condition     = attrs.enabled == null || attrs.enabled == true
    error_message = "New volumes of this region are not encrypted by default."
  }
}
