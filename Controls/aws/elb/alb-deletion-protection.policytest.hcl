policytest {
  targets = ["alb-deletion-protection.policy.hcl"]
}

resource "aws_lb" "protected" {
  attrs = { enable_deletion_protection = true }
}

resource "aws_lb" "open" {
  expect_failure = true
  attrs          = { enable_deletion_protection = false }
}

resource "aws_lb" "null" {
  expect_failure = true
  attrs          = { enable_deletion_protection = null }
}

resource "aws_lb" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}

resource "aws_alb" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
