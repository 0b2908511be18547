policytest {
  targets = ["vpc-flow-logs.policy.hcl"]
}

resource "aws_vpc" "all" {
  attrs = { id = "vpc-1" }
}

resource "aws_flow_log" "all" {
  attrs = { vpc_id = "vpc-1", traffic_type = "ALL" }
}

resource "aws_vpc" "rejected" {
  attrs = { id = "vpc-2" }
}

resource "aws_flow_log" "rejected" {
  attrs = { vpc_id = "vpc-2", traffic_type = "REJECT" }
}

resource "aws_vpc" "accepted_only" {
  expect_failure = true
  attrs          = { id = "vpc-3" }
}

resource "aws_flow_log" "accepted" {
  attrs = { vpc_id = "vpc-3", traffic_type = "ACCEPT" }
}

resource "aws_vpc" "none" {
  expect_failure = true
  attrs          = { id = "vpc-4" }
}

resource "aws_default_vpc" "none" {
  expect_failure = true
  attrs          = { id = "vpc-5" }
}
