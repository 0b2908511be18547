variable "addresses" {
  type = map(list(string))
  default = {
    www = ["192.0.2.1", "192.0.2.2"]
    api = ["192.0.2.3"]
  }
}

resource "aws_route53_zone" "z" {
  name    = "shop.example"
  comment = "conformance"
}

resource "aws_route53_record" "a" {
  for_each = var.addresses
  zone_id  = aws_route53_zone.z.zone_id
  name     = "${each.key}.${aws_route53_zone.z.name}"
  type     = "A"
  ttl      = 300
  records  = each.value
}

resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "shop.example"
  type    = "CNAME"
  ttl     = 60
  records = [aws_route53_record.a["www"].fqdn]
}

resource "aws_route53_health_check" "h" {
  fqdn              = "www.shop.example"
  port              = 443
  type              = "HTTPS"
  resource_path     = "/health"
  failure_threshold = 3
  request_interval  = 30
}
