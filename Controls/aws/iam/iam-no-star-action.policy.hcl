locals {
  control = {
    id       = "iam-no-star-action"
    title    = "No policy allows all actions"
    severity = "high"
    part     = "policy"
    why      = "Every action of every service, also of those that come later, is more than any program needs, even on a few resources."
    fix      = "Name the actions that are needed."
    aliases  = ["CKV_AWS_63", "CKV_AWS_49"]
  }
}

resource_policy "aws_iam_policy" "no_star_action" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "all-actions")
    error_message = "The policy allows all actions."
  }
}

resource_policy "aws_iam_role_policy" "no_star_action" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "all-actions")
    error_message = "The policy allows all actions."
  }
}

resource_policy "aws_iam_user_policy" "no_star_action" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "all-actions")
    error_message = "The policy allows all actions."
  }
}

resource_policy "aws_iam_group_policy" "no_star_action" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "all-actions")
    error_message = "The policy allows all actions."
  }
}
