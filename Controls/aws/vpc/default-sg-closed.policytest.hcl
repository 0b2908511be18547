policytest {
  targets = ["default-sg-closed.policy.hcl"]
}

resource "aws_vpc" "closed" {
  attrs = { id = "vpc-1" }
}

resource "aws_default_security_group" "closed" {
  attrs = { vpc_id = "vpc-1", ingress = [], egress = [] }
}

resource "aws_vpc" "left" {
  expect_failure = true
  attrs          = { id = "vpc-2" }
}

resource "aws_default_security_group" "null" {
  attrs = { vpc_id = "vpc-3", ingress = null, egress = null }
}

resource "aws_default_security_group" "egress" {
  expect_failure = true
  attrs          = { vpc_id = "vpc-4", ingress = null, egress = [{ protocol = "-1" }] }
}

resource "aws_default_security_group" "ingress" {
  expect_failure = true
  attrs          = { vpc_id = "vpc-4", ingress = [{ protocol = "-1", self = true }], egress = null }
}
