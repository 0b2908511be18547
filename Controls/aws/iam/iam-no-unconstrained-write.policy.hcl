locals {
  control = {
    id       = "iam-no-unconstrained-write"
    title    = "No policy writes to every resource"
    severity = "medium"
    part     = "policy"
    why      = "Whatever holds the policy can change or delete what others rely on."
    fix      = "Confine actions that write to the resources they are needed for."
    aliases  = ["CKV_AWS_290", "CKV_AWS_111"]
  }
}

resource_policy "aws_iam_policy" "no_unconstrained_write" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained-write")
    error_message = "The policy allows writing to every resource."
  }
}

resource_policy "aws_iam_role_policy" "no_unconstrained_write" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained-write")
    error_message = "The policy allows writing to every resource."
  }
}

resource_policy "aws_iam_user_policy" "no_unconstrained_write" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained-write")
    error_message = "The policy allows writing to every resource."
  }
}

resource_policy "aws_iam_group_policy" "no_unconstrained_write" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained-write")
    error_message = "The policy allows writing to every resource."
  }
}
