locals {
  control = {
    id       = "iam-no-iam-users"
    title    = "People and programs have no users of IAM"
    severity = "low"
    part     = ""
    why      = "Users of IAM have passwords and keys that last until somebody remembers them. Single sign-on and roles give credentials that end by themselves."
    fix      = "Let people log in by IAM Identity Center, and programs assume roles."
    aliases  = ["CKV_AWS_273", "iam_check_saml_providers_sts"]
    frameworks = {
      cis_v3_0 = ["1.21"]
      cis_v5_0 = ["1.20"]
    }
  }
}

resource_policy "aws_iam_user" "no_iam_users" {
  enforce {
    condition     = false
    error_message = "A user of IAM is made."
  }
}
