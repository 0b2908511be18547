variable "protocol" {
  type = string
}

variable "redirects" {
  type = list(string)
}

locals {
  group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/a/b"
}

# checkov: CKV2_AWS_20 says failed because it judges a load balancer by its listeners.
resource "aws_lb" "aside_balancer" {
  name = "app"
}

resource "aws_lb_listener" "pass_redirect" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = 80
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "aside_https" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTPS"
  port              = 443
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

resource "aws_lb_listener" "aside_tcp" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "TCP"
  port              = 5432
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

resource "aws_lb_listener" "fail_http" {
  for_each          = toset(["80", "8080"])
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = each.key
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

resource "aws_lb_listener" "fail_default" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

# checkov: says nothing because the redirect has no protocol.
resource "aws_lb_listener" "fail_redirect_to_http" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = 80
  default_action {
    type = "redirect"
    redirect {
      host        = "www.example.com"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "unknown_variable" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = var.protocol
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

resource "aws_lb_listener" "unknown_redirect" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = 80
  default_action {
    type = "redirect"
    dynamic "redirect" {
      for_each = var.redirects
      content {
        protocol    = redirect.value
        status_code = "HTTP_301"
      }
    }
  }
}

# checkov: says failed because it wants the protocol written.
resource "aws_alb_listener" "pass_redirect" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  port              = 80
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_alb_listener" "fail_http" {
  load_balancer_arn = aws_lb.aside_balancer.arn
  protocol          = "HTTP"
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = local.group
  }
}

module "listener" {
  source   = "./listener"
  protocol = "HTTP"
}
