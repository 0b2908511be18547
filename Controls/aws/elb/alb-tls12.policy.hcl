locals {
  control = {
    id       = "alb-tls12"
    title    = "A load balancer's listener takes TLS 1.2 or newer only"
    severity = "high"
    part     = "ssl_policy"
    why      = "TLS 1.0 and 1.1 have known weaknesses, by which connections can be read; no current browser needs them."
    fix      = "Set ssl_policy to \"ELBSecurityPolicy-TLS13-1-2-2021-06\" or a stricter one."
    aliases  = ["CKV_AWS_103", "elbv2_insecure_ssl_ciphers"]
    frameworks = {
      fsbp           = ["ELB.17"]
      nist_800_53_r5 = ["SC-23(5)", "SC-8(1)"]
    }
    patch = { ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
  }
}

# Without the argument a listener that is not made in the console gets ELBSecurityPolicy-2016-08, which allows TLS 1.0.
locals {
  strict = "^ELBSecurityPolicy-(?:TLS13-1-[2-9]-|TLS-1-2-|FS-1-2-)"
}

resource_policy "aws_lb_listener" "tls12" {
  filter = core::contains(["HTTPS", "TLS"], core::coalesce(core::try(config.protocol, null), "HTTP"))
  locals {
    policy = core::coalesce(core::try(config.ssl_policy, null), "ELBSecurityPolicy-2016-08")
  }
  enforce {
    condition     = core::regex_match(local.strict, local.policy)
    error_message = "The listener takes TLS older than 1.2."
  }
}

resource_policy "aws_alb_listener" "tls12" {
  filter = core::contains(["HTTPS", "TLS"], core::coalesce(core::try(config.protocol, null), "HTTP"))
  locals {
    policy = core::coalesce(core::try(config.ssl_policy, null), "ELBSecurityPolicy-2016-08")
  }
  enforce {
    condition     = core::regex_match(local.strict, local.policy)
    error_message = "The listener takes TLS older than 1.2."
  }
}
