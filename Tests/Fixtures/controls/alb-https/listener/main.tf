variable "protocol" {
  type = string
}

resource "aws_lb_listener" "fail_in_module" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/b"
  protocol          = var.protocol
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
