locals {
  control = {
    id       = "iam-no-admin-managed-policy"
    title    = "AWS's administrator policies are attached to nobody"
    severity = "high"
    part     = "policy_arn"
    why      = "AdministratorAccess allows everything, and IAMFullAccess lets its holder allow it to himself."
    fix      = "Attach a policy with the actions that are needed, or one of AWS's narrower ones, such as PowerUserAccess with a permissions boundary."
    aliases  = ["CKV_AWS_274", "CKV2_AWS_56", "iam_aws_attached_policy_no_administrative_privileges"]
    frameworks = {
      cis_v3_0       = ["1.16"]
      cis_v5_0       = ["1.15"]
      fsbp           = ["IAM.1"]
      nist_800_53_r5 = [
        "AC-24", "AC-2(1)", "AC-2(6)", "AC-2(i)(2)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)",
        "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)",
        "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)",
        "AC-3(4)(e)", "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-5(b)", "AC-6", "AC-6(10)", "AC-6(2)", "AC-6(3)",
        "CM-5(1)(a)", "CM-6(a)", "CM-9(b)", "MP-2", "SC-23(3)", "SC-25",
      ]
      soc2           = ["CC1.3", "CC6.3"]
    }
  }
}

resource_policy "aws_iam_role_policy_attachment" "no_admin" {
  enforce {
    condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
    error_message = "A policy of AWS with all permissions is attached."
  }
}

resource_policy "aws_iam_user_policy_attachment" "no_admin" {
  enforce {
    condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
    error_message = "A policy of AWS with all permissions is attached."
  }
}

resource_policy "aws_iam_group_policy_attachment" "no_admin" {
  enforce {
    condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
    error_message = "A policy of AWS with all permissions is attached."
  }
}

resource_policy "aws_iam_policy_attachment" "no_admin" {
  enforce {
    condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
    error_message = "A policy of AWS with all permissions is attached."
  }
}

resource_policy "aws_iam_role" "no_admin" {
  enforce {
    condition     = core::length([for arn in core::try(config.managed_policy_arns, null) == null ? [] : config.managed_policy_arns : arn if core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], arn)]) == 0
    error_message = "A policy of AWS with all permissions is attached."
  }
}
