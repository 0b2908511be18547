locals {
  control = {
    id       = "iam-policies-via-groups"
    title    = "Users get permissions from groups only"
    severity = "low"
    part     = ""
    why      = "Permissions of single users are forgotten when people change their work; those of groups are seen in one place."
    fix      = "Attach the policy to a group, and put the user into it."
    aliases  = ["CKV_AWS_40", "iam_policy_attached_only_to_group_or_roles"]
    frameworks = {
      cis_v3_0       = ["1.15"]
      cis_v5_0       = ["1.14"]
      nist_800_53_r5 = [
        "AC-24", "AC-2(1)", "AC-2(6)", "AC-2(i)(2)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)",
        "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)",
        "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)",
        "AC-3(4)(e)", "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-6", "AC-6(3)", "CM-5(1)(a)", "CM-6(a)", "CM-9(b)",
        "MP-2", "SC-23(3)",
      ]
      soc2           = ["CC1.3"]
      pci_v4_0       = ["7.2.1.12", "7.2.1.13", "7.2.2.12"]
    }
  }
}

resource_policy "aws_iam_user_policy" "policies_via_groups" {
  enforce {
    condition     = false
    error_message = "A policy is given to a user directly."
  }
}

resource_policy "aws_iam_user_policy_attachment" "policies_via_groups" {
  enforce {
    condition     = false
    error_message = "A policy is given to a user directly."
  }
}
