locals {
  control = {
    id       = "alb-drop-headers"
    title    = "A load balancer drops invalid headers"
    severity = "low"
    part     = "drop_invalid_header_fields"
    why      = "Headers with letters that no header may have are used to smuggle requests past a load balancer and to confuse the programs behind it."
    fix      = "Set drop_invalid_header_fields to true."
    aliases  = ["CKV_AWS_131", "elbv2_alb_drop_invalid_header_fields_enabled"]
    frameworks = {
      fsbp = ["ELB.4"]
    }
    patch = { drop_invalid_header_fields = true }
  }
}

# Only application load balancers read headers.
resource_policy "aws_lb" "dropping" {
  filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application"
  enforce {
    condition     = core::try(attrs.drop_invalid_header_fields, null) == true
    error_message = "The load balancer passes invalid headers on."
  }
}

resource_policy "aws_alb" "dropping" {
  filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application"
  enforce {
    condition     = core::try(attrs.drop_invalid_header_fields, null) == true
    error_message = "The load balancer passes invalid headers on."
  }
}
