policytest {
  targets = ["alb-waf.policy.hcl"]
}

resource "aws_lb" "open" {
  expect_failure = true
  attrs          = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1", internal = false }
}

resource "aws_lb" "null" {
  expect_failure = true
  attrs          = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/b/1", internal = null }
}

resource "aws_lb" "left_out" {
  expect_failure = true
  attrs          = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/c/1" }
}

resource "aws_lb" "internal" {
  attrs = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/d/1", internal = true }
}

resource "aws_lb" "network" {
  attrs = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/e/1", load_balancer_type = "network" }
}

resource "aws_lb" "guarded" {
  attrs = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/f/1" }
}

resource "aws_wafv2_web_acl_association" "guarded" {
  attrs = { resource_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/f/1" }
}

resource "aws_alb" "regional" {
  attrs = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/g/1" }
}

resource "aws_wafregional_web_acl_association" "regional" {
  attrs = { resource_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/g/1" }
}
