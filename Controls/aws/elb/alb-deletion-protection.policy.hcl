locals {
  control = {
    id       = "alb-deletion-protection"
    title    = "A load balancer cannot be deleted by mistake"
    severity = "low"
    part     = "enable_deletion_protection"
    why      = "A load balancer that is deleted by a wrong apply takes everything behind it off the net, and its new one has another address."
    fix      = "Set enable_deletion_protection to true."
    aliases  = ["CKV_AWS_150", "elbv2_deletion_protection"]
    frameworks = {
      fsbp = ["ELB.6"]
      nist_800_53_r5 = [
        "CA-7(4)(c)", "CM-2(2)", "CM-2a", "CM-3a", "CM-8(6)", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2a", "CP-2a.6",
        "CP-2a.7", "CP-2d", "CP-2e", "SA-15a.4", "SC-22", "SC-5(2)",
      ]
    }
    patch = { enable_deletion_protection = true }
  }
}

resource_policy "aws_lb" "protected" {
  enforce {
    condition     = core::try(attrs.enable_deletion_protection, null) == true
    error_message = "The load balancer can be deleted at once."
  }
}

resource_policy "aws_alb" "protected" {
  enforce {
    condition     = core::try(attrs.enable_deletion_protection, null) == true
    error_message = "The load balancer can be deleted at once."
  }
}
