resource "aws_vpc" "v" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_subnet" "s" {
  for_each          = { a = 1, b = 2 }
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, each.value)
}

resource "aws_lb" "l" {
  name               = "conformance"
  internal           = true
  load_balancer_type = "application"
  subnets            = [for subnet in aws_subnet.s : subnet.id]
}

resource "aws_lb_target_group" "t" {
  for_each = { blue = 8080, green = 8081 }
  name     = each.key
  port     = each.value
  protocol = "HTTP"
  vpc_id   = aws_vpc.v.id

  health_check {
    path = "/health"
  }
}

resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80

  default_action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = { blue = 90, green = 10 }
        content {
          arn    = aws_lb_target_group.t[target_group.key].arn
          weight = target_group.value
        }
      }
    }
  }
}

resource "aws_lb_listener_rule" "r" {
  listener_arn = aws_lb_listener.l.arn
  priority     = 10

  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "closed"
      status_code  = "503"
    }
  }

  condition {
    path_pattern {
      values = ["/admin/*"]
    }
  }
}
