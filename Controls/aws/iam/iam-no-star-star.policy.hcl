locals {
  control = {
    id       = "iam-no-star-star"
    title    = "No policy allows everything on everything"
    severity = "critical"
    part     = "policy"
    why      = "Who has such a policy is an administrator: one leaked key or one hole in a program with it is the end of the account."
    fix      = "Name the actions and the resources that are needed; start from what the last accessed information of IAM shows."
    aliases  = ["CKV_AWS_62", "CKV_AWS_1", "iam_customer_attached_policy_no_administrative_privileges"]
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

resource_policy "aws_iam_policy" "no_star_star" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "administrator")
    error_message = "The policy allows every action on every resource."
  }
}

resource_policy "aws_iam_role_policy" "no_star_star" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "administrator")
    error_message = "The policy allows every action on every resource."
  }
}

resource_policy "aws_iam_user_policy" "no_star_star" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "administrator")
    error_message = "The policy allows every action on every resource."
  }
}

resource_policy "aws_iam_group_policy" "no_star_star" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "administrator")
    error_message = "The policy allows every action on every resource."
  }
}
