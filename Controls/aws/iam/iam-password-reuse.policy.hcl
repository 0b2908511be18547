locals {
  control = {
    id       = "iam-password-reuse"
    title    = "The last 24 passwords cannot be used again"
    severity = "medium"
    part     = "password_reuse_prevention"
    why      = "A password that comes back after a change is one that a thief may have kept."
    fix      = "Set password_reuse_prevention to 24."
    aliases  = ["CKV_AWS_13", "iam_password_policy_reuse_24"]
    patch    = { password_reuse_prevention = 24 }
    frameworks = {
      cis_v3_0 = ["1.9"]
      cis_v5_0 = ["1.8"]
      fsbp     = ["IAM.10", "IAM.7"]
    }
  }
}

resource_policy "aws_iam_account_password_policy" "password_reuse" {
  enforce {
    condition     = attrs.password_reuse_prevention != null && core::try(attrs.password_reuse_prevention >= 24, false)
    error_message = "Earlier passwords can be used again."
  }
}
