locals {
  control = {
    id       = "acm-transparency-logging"
    title    = "A certificate is entered in the public logs of certificates"
    severity = "low"
    part     = "options"
    why      = "Browsers refuse certificates that are not in the logs, and in the logs the owner of a domain sees certificates that nobody should have been given."
    fix      = "Leave certificate_transparency_logging_preference out of options, or set it to \"ENABLED\"."
    aliases  = ["CKV_AWS_234", "acm_certificates_transparency_logs_enabled"]
  }
}

# Left out, it is ENABLED.
resource_policy "aws_acm_certificate" "logged" {
  enforce {
    condition     = core::coalesce(core::try(attrs.options[0].certificate_transparency_logging_preference, null), "ENABLED") == "ENABLED"
    error_message = "The certificate is kept out of the public logs."
  }
}
