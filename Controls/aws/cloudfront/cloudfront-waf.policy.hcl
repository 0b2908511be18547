locals {
  control = {
    id       = "cloudfront-waf"
    title    = "A distribution is guarded by a web application firewall"
    severity = "low"
    part     = "web_acl_id"
    why      = "Without a firewall every attack on a web application, and every flood of requests, reaches the origin."
    fix      = "Set web_acl_id to the ARN of an aws_wafv2_web_acl of scope CLOUDFRONT in us-east-1."
    aliases  = ["CKV_AWS_68", "cloudfront_distributions_using_waf"]
    frameworks = {
      fsbp     = ["CloudFront.6"]
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
  }
}

resource_policy "aws_cloudfront_distribution" "guarded" {
  locals {
    acl = core::try(attrs.web_acl_id, null)
  }
  enforce {
    condition     = plumb::given(local.acl)
    error_message = "The distribution has no web application firewall."
  }
}
