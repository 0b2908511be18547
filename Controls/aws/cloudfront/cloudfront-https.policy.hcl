locals {
  control = {
    id       = "cloudfront-https"
    title    = "A distribution does not serve over plain HTTP"
    severity = "medium"
    part     = "default_cache_behavior"
    why      = "What a browser and CloudFront say to each other over HTTP can be read and changed by everybody on the way."
    fix      = "Set viewer_protocol_policy to \"redirect-to-https\" or \"https-only\" in default_cache_behavior and in each ordered_cache_behavior."
    aliases  = ["CKV_AWS_34", "cloudfront_distributions_https_enabled"]
    frameworks = {
      fsbp     = ["CloudFront.3"]
      pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
    }
  }
}

resource_policy "aws_cloudfront_distribution" "https" {
  enforce {
    condition = core::alltrue([
      for b in core::concat(core::try(attrs.default_cache_behavior, []), core::try(attrs.ordered_cache_behavior, [])) : b.viewer_protocol_policy != "allow-all"
    ])
    error_message = "The distribution serves over plain HTTP."
  }
}
