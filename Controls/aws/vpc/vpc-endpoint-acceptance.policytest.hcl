policytest {
  targets = ["vpc-endpoint-acceptance.policy.hcl"]
}

resource "aws_vpc_endpoint_service" "on" {
  attrs = { acceptance_required = true }
}

resource "aws_vpc_endpoint_service" "off" {
  expect_failure = true
  attrs          = { acceptance_required = false }
}

resource "aws_vpc_endpoint_service" "null" {
  expect_failure = true
  attrs          = { acceptance_required = null }
}
