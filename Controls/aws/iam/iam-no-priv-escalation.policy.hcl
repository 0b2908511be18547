locals {
  control = {
    id       = "iam-no-priv-escalation"
    title    = "No policy lets its holder take more permissions than it gives"
    severity = "high"
    part     = "policy"
    why      = "With combinations such as passing a role to a new function, or writing a new version of a policy, whoever holds the policy can become an administrator."
    fix      = "Take away one half of the combination, or confine it to the roles and resources that are needed, e.g. iam:PassRole to one role with a condition on iam:PassedToService."
    aliases  = ["CKV_AWS_286", "CKV_AWS_110", "iam_policy_allows_privilege_escalation"]
  }
}

resource_policy "aws_iam_policy" "no_priv_escalation" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "escalation")
    error_message = "The policy allows its holder to gain further permissions."
  }
}

resource_policy "aws_iam_role_policy" "no_priv_escalation" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "escalation")
    error_message = "The policy allows its holder to gain further permissions."
  }
}

resource_policy "aws_iam_user_policy" "no_priv_escalation" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "escalation")
    error_message = "The policy allows its holder to gain further permissions."
  }
}

resource_policy "aws_iam_group_policy" "no_priv_escalation" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "escalation")
    error_message = "The policy allows its holder to gain further permissions."
  }
}
