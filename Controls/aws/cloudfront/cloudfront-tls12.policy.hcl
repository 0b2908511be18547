locals {
  control = {
    id       = "cloudfront-tls12"
    title    = "A distribution uses TLS 1.2 or newer, to viewers and to origins"
    severity = "medium"
    part     = "viewer_certificate"
    why      = "TLS 1.0 and 1.1 and SSL 3 have known weaknesses, by which connections can be read."
    fix      = "Use a certificate of one's own with minimum_protocol_version = \"TLSv1.2_2021\", and only TLSv1.2 in origin_ssl_protocols. With CloudFront's own certificate TLS 1.0 cannot be turned off."
    aliases  = ["CKV_AWS_174", "cloudfront_distributions_using_deprecated_ssl_protocols"]
    frameworks = {
      fsbp     = ["CloudFront.10"]
      pci_v4_0 = ["1.2.5", "2.2.5"]
    }
  }
}

# With CloudFront's own certificate, and where nothing is written, viewers may use TLS 1.0.
resource_policy "aws_cloudfront_distribution" "tls12" {
  enforce {
    condition = core::alltrue([
      for c in core::try(attrs.viewer_certificate, []) : core::alltrue([
        c.cloudfront_default_certificate != true,
        core::regex_match("^TLSv1[.][2-9]", core::coalesce(c.minimum_protocol_version, "TLSv1")),
      ])
    ])
    error_message = "Viewers can connect to the distribution with TLS older than 1.2."
  }
  enforce {
    condition = core::alltrue(core::flatten([
      for o in core::try(attrs.origin, []) : [
        for c in o.custom_origin_config : c.origin_protocol_policy == "http-only" ? true : core::alltrue([
          for p in ["SSLv3", "TLSv1", "TLSv1.1"] : !core::contains(c.origin_ssl_protocols, p)
        ])
      ]
    ]))
    error_message = "The distribution connects to an origin with TLS older than 1.2."
  }
}
