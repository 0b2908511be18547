policytest {
  targets = ["alb-tls12.policy.hcl"]
}

resource "aws_lb_listener" "tls13" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
}

resource "aws_lb_listener" "tls12" {
  attrs = { protocol = "TLS", ssl_policy = "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" }
}

resource "aws_lb_listener" "tls11" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01" }
}

resource "aws_lb_listener" "tls13_and_older" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06" }
}

resource "aws_lb_listener" "null" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = null }
}

resource "aws_lb_listener" "left_out" {
  expect_failure = true
  attrs          = { protocol = "TLS" }
}

resource "aws_lb_listener" "http" {
  attrs = { protocol = "HTTP" }
}

resource "aws_alb_listener" "old" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-2016-08" }
}
