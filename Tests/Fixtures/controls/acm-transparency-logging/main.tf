variable "preference" {
  type = string
}

variable "preferences" {
  type = list(string)
}

locals {
  preferences = ["DISABLED"]
}

resource "aws_acm_certificate" "pass_default" {
  count             = 2
  domain_name       = "${count.index}.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate" "pass_enabled" {
  domain_name       = "a.example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = "ENABLED"
  }
}

resource "aws_acm_certificate" "fail_dynamic" {
  domain_name       = "b.example.com"
  validation_method = "DNS"
  dynamic "options" {
    for_each = local.preferences
    content {
      certificate_transparency_logging_preference = options.value
    }
  }
}

resource "aws_acm_certificate" "unknown_variable" {
  domain_name       = "c.example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = var.preference
  }
}

resource "aws_acm_certificate" "unknown_dynamic" {
  domain_name       = "d.example.com"
  validation_method = "DNS"
  dynamic "options" {
    for_each = var.preferences
    content {
      certificate_transparency_logging_preference = options.value
    }
  }
}

module "certificate" {
  source     = "./certificate"
  preference = "DISABLED"
}
