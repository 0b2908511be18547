locals {
  control = {
    id       = "iam-no-star-resource"
    title    = "Actions that can be confined to resources are"
    severity = "medium"
    part     = "policy"
    why      = "An action on every resource works on those that nobody thought of when the policy was written."
    fix      = "Name the resources; for actions that cannot be confined, such as ec2:DescribeInstances, a star is right and not found here."
    aliases  = ["CKV_AWS_355", "CKV_AWS_356"]
  }
}

resource_policy "aws_iam_policy" "no_star_resource" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained")
    error_message = "The policy allows actions on every resource that could be confined to some."
  }
}

resource_policy "aws_iam_role_policy" "no_star_resource" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained")
    error_message = "The policy allows actions on every resource that could be confined to some."
  }
}

resource_policy "aws_iam_user_policy" "no_star_resource" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained")
    error_message = "The policy allows actions on every resource that could be confined to some."
  }
}

resource_policy "aws_iam_group_policy" "no_star_resource" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "unconstrained")
    error_message = "The policy allows actions on every resource that could be confined to some."
  }
}
