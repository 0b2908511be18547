locals {
  control = {
    id       = "alb-https"
    title    = "A load balancer answers plain HTTP with a redirect to HTTPS only"
    severity = "medium"
    part     = "protocol"
    why      = "What goes over HTTP, passwords and sessions too, can be read and changed by everybody on the way."
    fix      = "Make the listener HTTPS with a certificate, and on port 80 only a default_action of type \"redirect\" with redirect { protocol = \"HTTPS\", port = \"443\", status_code = \"HTTP_301\" }."
    aliases  = ["CKV_AWS_2", "CKV2_AWS_20", "elbv2_ssl_listeners"]
    frameworks = {
      fsbp = ["ELB.1"]
    }
  }
}

# Without a protocol a listener with a port is HTTP; one without a port belongs to a gateway load balancer. What is not HTTP is not judged.
resource_policy "aws_lb_listener" "https" {
  filter = core::coalesce(core::try(config.protocol, null), core::try(attrs.port, null) != null ? "HTTP" : "GENEVE") == "HTTP"
  enforce {
    condition = core::anytrue(core::flatten([
      for a in attrs.default_action : [
        for r in a.redirect : core::alltrue([a.type == "redirect", core::coalesce(r.protocol, "#{protocol}") == "HTTPS"])
      ]
    ]))
    error_message = "The listener serves over plain HTTP."
  }
}

resource_policy "aws_alb_listener" "https" {
  filter = core::coalesce(core::try(config.protocol, null), core::try(attrs.port, null) != null ? "HTTP" : "GENEVE") == "HTTP"
  enforce {
    condition = core::anytrue(core::flatten([
      for a in attrs.default_action : [
        for r in a.redirect : core::alltrue([a.type == "redirect", core::coalesce(r.protocol, "#{protocol}") == "HTTPS"])
      ]
    ]))
    error_message = "The listener serves over plain HTTP."
  }
}
