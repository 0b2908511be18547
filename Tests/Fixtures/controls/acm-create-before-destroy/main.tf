resource "aws_acm_certificate" "pass_before" {
  domain_name       = "a.example.com"
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "fail_default" {
  for_each          = toset(["b.example.com", "c.example.com"])
  domain_name       = each.key
  validation_method = "DNS"
}

resource "aws_acm_certificate" "fail_after" {
  domain_name       = "d.example.com"
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = false
  }
}

resource "aws_acm_certificate" "fail_other_lifecycle" {
  domain_name       = "e.example.com"
  validation_method = "DNS"
  lifecycle {
    prevent_destroy = true
  }
}

module "certificate" {
  source = "./certificate"
  domain = "m.example.com"
}
