variable "policy" {
  type    = string
  default = "ELBSecurityPolicy-TLS-1-1-2017-01"
}

resource "aws_lb_listener" "fail_in_module" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/b"
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = var.policy
  default_action {
    type = "fixed-response"
  }
}
