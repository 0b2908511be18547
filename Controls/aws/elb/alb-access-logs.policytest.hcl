policytest {
  targets = ["alb-access-logs.policy.hcl"]
}

resource "aws_lb" "logging" {
  attrs = { access_logs = [{ bucket = "logs", enabled = true }] }
}

resource "aws_lb" "off" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "logs", enabled = false }] }
}

resource "aws_lb" "default" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "logs", enabled = null }] }
}

resource "aws_lb" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}

resource "aws_lb" "gateway" {
  attrs = { load_balancer_type = "gateway" }
}

resource "aws_alb" "none" {
  expect_failure = true
  attrs          = { access_logs = [] }
}
