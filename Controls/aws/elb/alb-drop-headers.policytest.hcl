policytest {
  targets = ["alb-drop-headers.policy.hcl"]
}

resource "aws_lb" "dropping" {
  attrs = { drop_invalid_header_fields = true }
}

resource "aws_lb" "null" {
  expect_failure = true
  attrs          = { drop_invalid_header_fields = null, load_balancer_type = null }
}

resource "aws_lb" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}

resource "aws_lb" "network" {
  attrs = { load_balancer_type = "network" }
}

resource "aws_alb" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
