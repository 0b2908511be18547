locals {
  control = {
    id       = "sg-description"
    title    = "Security groups and their rules say what they are for"
    severity = "info"
    part     = "description"
    why      = "Nobody dares to close a port of which nobody knows why it is open."
    fix      = "Write a description for the group and for each of its rules: who needs it, and why."
    aliases  = ["CKV_AWS_23"]
  }
}

# Without a description the provider writes one that says nothing.
resource_policy "aws_security_group" "described" {
  enforce {
    condition     = plumb::given(config.description) && config.description != "Managed by Terraform"
    error_message = "The group does not say what it is for."
  }
  enforce {
    condition     = core::alltrue([for rule in core::try(config.ingress[*], []) : plumb::given(rule.description)])
    error_message = "An ingress rule does not say what it is for."
  }
  enforce {
    condition     = core::alltrue([for rule in core::try(config.egress[*], []) : plumb::given(rule.description)])
    error_message = "An egress rule does not say what it is for."
  }
}

resource_policy "aws_security_group_rule" "described" {
  enforce {
    condition     = plumb::given(attrs.description)
    error_message = "The rule does not say what it is for."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "described" {
  enforce {
    condition     = plumb::given(attrs.description)
    error_message = "The rule does not say what it is for."
  }
}

resource_policy "aws_vpc_security_group_egress_rule" "described" {
  enforce {
    condition     = plumb::given(attrs.description)
    error_message = "The rule does not say what it is for."
  }
}
