locals {
  control = {
    id       = "cloudfront-logging"
    title    = "Requests to a distribution are logged"
    severity = "low"
    part     = "logging_config"
    why      = "Without logs nobody can tell after an attack who asked for what, or see that one is going on."
    fix      = "Add a logging_config block with a bucket, or an aws_cloudwatch_log_delivery_source for the distribution."
    aliases  = ["CKV_AWS_86", "cloudfront_distributions_logging_enabled"]
    frameworks = {
      fsbp     = ["CloudFront.5"]
      soc2     = ["A1.1", "PI1.2"]
      pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1.3"]
    }
  }
}

# Standard logs of the old and the new kind, and logs in real time.
resource_policy "aws_cloudfront_distribution" "logged" {
  locals {
    sources = core::getresources("aws_cloudwatch_log_delivery_source", { resource_arn = core::try(attrs.arn, "none") })
  }
  enforce {
    condition = core::anytrue([
      core::length(core::try(attrs.logging_config, [])) > 0,
      core::length(local.sources) > 0,
      plumb::given(core::try(attrs.default_cache_behavior[0].realtime_log_config_arn, null)),
    ])
    error_message = "Requests to the distribution are not logged."
  }
}
