policytest {
  targets = ["no-default-vpc.policy.hcl"]
}

resource "aws_default_vpc" "used" {
  expect_failure = true
  attrs          = { id = "vpc-1" }
}

resource "aws_default_subnet" "used" {
  expect_failure = true
  attrs          = { id = "subnet-1" }
}

resource "aws_security_group" "own" {
  attrs = { vpc_id = "vpc-2" }
}

resource "aws_security_group" "left_out" {
  expect_failure = true
  attrs          = { vpc_id = null }
}
