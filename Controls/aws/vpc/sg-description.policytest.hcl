policytest {
  targets = ["sg-description.policy.hcl"]
}

resource "aws_security_group" "all" {
  attrs = { description = "web", ingress = [{ description = "HTTPS" }], egress = null }
}

resource "aws_security_group" "left_out" {
  expect_failure = true
  attrs          = { description = null, ingress = null, egress = null }
}

resource "aws_security_group" "of_provider" {
  expect_failure = true
  attrs          = { description = "Managed by Terraform", ingress = [], egress = [] }
}

resource "aws_security_group" "rule" {
  expect_failure = true
  attrs          = { description = "web", ingress = [{ description = "" }], egress = null }
}

resource "aws_security_group" "egress" {
  expect_failure = true
  attrs          = { description = "web", ingress = null, egress = [{ description = null }] }
}

resource "aws_security_group_rule" "null" {
  expect_failure = true
  attrs          = { description = null }
}

resource "aws_security_group_rule" "set" {
  attrs = { description = "HTTPS" }
}

resource "aws_vpc_security_group_ingress_rule" "null" {
  expect_failure = true
  attrs          = { description = null }
}

resource "aws_vpc_security_group_egress_rule" "set" {
  attrs = { description = "HTTPS" }
}
