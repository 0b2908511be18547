locals {
  control = {
    id       = "iam-no-unconstrained-permissions-mgmt"
    title    = "No policy manages permissions on every resource"
    severity = "high"
    part     = "policy"
    why      = "Whoever can change policies, grants and shares everywhere can open whatever there is, to everybody."
    fix      = "Confine actions that manage permissions to the resources they are needed for."
    aliases  = ["CKV_AWS_289", "CKV_AWS_109"]
  }
}

resource_policy "aws_iam_policy" "no_unconstrained_permissions_mgmt" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "permissions-management")
    error_message = "The policy allows managing permissions on every resource."
  }
}

resource_policy "aws_iam_role_policy" "no_unconstrained_permissions_mgmt" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "permissions-management")
    error_message = "The policy allows managing permissions on every resource."
  }
}

resource_policy "aws_iam_user_policy" "no_unconstrained_permissions_mgmt" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "permissions-management")
    error_message = "The policy allows managing permissions on every resource."
  }
}

resource_policy "aws_iam_group_policy" "no_unconstrained_permissions_mgmt" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "permissions-management")
    error_message = "The policy allows managing permissions on every resource."
  }
}
