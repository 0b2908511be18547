locals {
  control = {
    id       = "iam-password-length"
    title    = "Passwords have at least 14 characters"
    severity = "medium"
    part     = "minimum_password_length"
    why      = "Short passwords can be guessed, and those of people who log into the console often open everything."
    fix      = "Set minimum_password_length to 14 or more; better still, let people log in by single sign-on."
    aliases  = ["CKV_AWS_10", "iam_password_policy_minimum_length_14"]
    patch    = { minimum_password_length = 14 }
    frameworks = {
      cis_v3_0       = ["1.8"]
      cis_v5_0       = ["1.7"]
      fsbp           = ["IAM.10", "IAM.7"]
      nist_800_53_r5 = [
        "AC-24", "AC-2(1)", "AC-2(3)", "AC-2(3)(a)", "AC-2(3)(b)", "AC-2(3)(c)", "AC-2(3)(d)", "AC-2(d)(1)",
        "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)",
        "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)",
        "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)", "AC-3(8)", "AC-4(28)", "AC-7(4)", "AC-7(4)(a)",
        "CM-12(b)", "CM-5(1)(a)", "CM-6(a)", "CM-9(b)", "IA-4(d)", "IA-5", "IA-5(18)(a)", "IA-5(18)(b)",
        "IA-5(1)(f)", "IA-5(1)(g)", "IA-5(1)(h)", "IA-5(b)", "IA-5(c)", "IA-5(d)", "IA-5(f)", "IA-5(h)",
        "IA-8(2)(b)", "MA-4(c)", "SC-23(3)",
      ]
    }
  }
}

resource_policy "aws_iam_account_password_policy" "password_length" {
  enforce {
    condition     = attrs.minimum_password_length != null && core::try(attrs.minimum_password_length >= 14, false)
    error_message = "Passwords may be shorter than 14 characters."
  }
}
