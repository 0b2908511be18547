locals {
  control = {
    id       = "cloudtrail-logging-on"
    title    = "The trail is recording"
    severity = "high"
    part     = "enable_logging"
    why      = "A trail that is switched off records nothing, and looks like one that does."
    fix      = "Remove enable_logging, or set it to true."
    aliases  = ["CKV_AWS_251"]
    patch    = { enable_logging = true }
  }
}

resource_policy "aws_cloudtrail" "trail" {
  enforce {
    condition     = attrs.enable_logging == null || attrs.enable_logging == true
    error_message = "The trail is switched off."
  }
}
