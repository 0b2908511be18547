policytest {
  targets = ["alb-https.policy.hcl"]
}

resource "aws_lb_listener" "https" {
  attrs = { protocol = "HTTPS", port = 443, default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "redirect" {
  attrs = { protocol = "HTTP", port = 80, default_action = [{ type = "redirect", redirect = [{ protocol = "HTTPS" }] }] }
}

resource "aws_lb_listener" "redirect_to_http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", port = 80, default_action = [{ type = "redirect", redirect = [{ protocol = "#{protocol}" }] }] }
}

resource "aws_lb_listener" "redirect_default" {
  expect_failure = true
  attrs          = { protocol = "HTTP", port = 80, default_action = [{ type = "redirect", redirect = [{ protocol = null }] }] }
}

resource "aws_lb_listener" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", port = 80, default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "left_out" {
  expect_failure = true
  attrs          = { port = 80, default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "gateway" {
  attrs = { default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_alb_listener" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTP", port = 80, default_action = [{ type = "forward", redirect = [] }] }
}
