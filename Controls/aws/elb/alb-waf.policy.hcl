locals {
  control = {
    id       = "alb-waf"
    title    = "A load balancer that faces the internet is guarded by a web application firewall"
    severity = "low"
    part     = "internal"
    why      = "Without a firewall every attack on a web application, and every flood of requests, reaches the programs behind the load balancer."
    fix      = "Add an aws_wafv2_web_acl_association with the load balancer's ARN as resource_arn."
    aliases  = ["CKV2_AWS_28", "elbv2_waf_acl_attached"]
    frameworks = {
      fsbp           = ["ELB.16"]
      nist_800_53_r5 = ["AC-4(21)"]
      pci_v4_0       = ["6.4.1", "6.4.2"]
    }
  }
}

# Only application load balancers can have one; left out, internal is false.
resource_policy "aws_lb" "guarded" {
  filter = core::alltrue([core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application", core::try(config.internal, null) != true])
  enforce {
    condition     = core::anytrue([core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0, core::length(core::getresources("aws_wafregional_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0])
    error_message = "The load balancer faces the internet without a web application firewall."
  }
}

resource_policy "aws_alb" "guarded" {
  filter = core::alltrue([core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application", core::try(config.internal, null) != true])
  enforce {
    condition     = core::anytrue([core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0, core::length(core::getresources("aws_wafregional_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0])
    error_message = "The load balancer faces the internet without a web application firewall."
  }
}
