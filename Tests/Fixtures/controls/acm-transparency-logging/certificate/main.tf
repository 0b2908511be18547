variable "preference" {
  type = string
}

resource "aws_acm_certificate" "fail_in_module" {
  domain_name       = "m.example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = var.preference
  }
}
