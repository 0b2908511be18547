variable "policy" {
  type = string
}

locals {
  policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
}

resource "aws_lb" "aside_balancer" {
  name = "app"
}

resource "aws_lb_listener" "pass_tls13" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = local.policy
  default_action {
    type = "fixed-response"
  }
}

resource "aws_lb_listener" "fail_default" {
  for_each          = toset(["443", "8443"])
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = each.key
  default_action {
    type = "fixed-response"
  }
}

resource "aws_lb_listener" "fail_old" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "TLS"
  port              = 5671
  ssl_policy        = "ELBSecurityPolicy-2015-05"
  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/a/b"
  }
}

# checkov: says failed because every listener has to have TLS for it.
resource "aws_lb_listener" "aside_http" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = 80
  default_action {
    type = "fixed-response"
  }
}

resource "aws_lb_listener" "unknown_variable" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = var.policy
  default_action {
    type = "fixed-response"
  }
}

resource "aws_alb_listener" "pass_tls12" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-FS-1-2-Res-2020-10"
  default_action {
    type = "fixed-response"
  }
}

resource "aws_alb_listener" "fail_default" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = 443
  default_action {
    type = "fixed-response"
  }
}

module "listener" {
  source = "./listener"
}
