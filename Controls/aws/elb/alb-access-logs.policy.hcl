locals {
  control = {
    id       = "alb-access-logs"
    title    = "A load balancer logs requests"
    severity = "low"
    part     = "access_logs"
    why      = "Without logs nobody can tell after an attack who asked for what, or why requests fail."
    fix      = "Add an access_logs block with a bucket that the load balancer may write to, and enabled set to true."
    aliases  = ["CKV_AWS_91", "elbv2_logging_enabled"]
    frameworks = {
      fsbp = ["ELB.5"]
      nist_800_53_r5 = [
        "AC-4(26)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
        "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)",
        "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-4(17)",
        "SI-7(8)",
      ]
      soc2 = ["CC7.2", "CC7.3", "A1.1", "PI1.2"]
    }
  }
}

# A block that does not say enabled = true logs nothing. Gateway load balancers have no logs.
resource_policy "aws_lb" "logging" {
  filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") != "gateway"
  enforce {
    condition     = core::try(attrs.access_logs[0].enabled, null) == true
    error_message = "Requests to the load balancer are not logged."
  }
}

resource_policy "aws_alb" "logging" {
  filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") != "gateway"
  enforce {
    condition     = core::try(attrs.access_logs[0].enabled, null) == true
    error_message = "Requests to the load balancer are not logged."
  }
}
