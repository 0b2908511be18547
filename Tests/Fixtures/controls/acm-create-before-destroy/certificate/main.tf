variable "domain" {
  type = string
}

resource "aws_acm_certificate" "pass_in_module" {
  domain_name       = var.domain
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}
