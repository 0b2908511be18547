policytest {
  targets = ["vpc-peering-routes.policy.hcl"]
}

resource "aws_route" "narrow" {
  attrs = { vpc_peering_connection_id = "pcx-1", destination_cidr_block = "10.1.0.0/16", destination_ipv6_cidr_block = null }
}

resource "aws_route" "wide" {
  expect_failure = true
  attrs          = { vpc_peering_connection_id = "pcx-1", destination_cidr_block = "0.0.0.0/0", destination_ipv6_cidr_block = null }
}

resource "aws_route" "wide_ipv6" {
  expect_failure = true
  attrs          = { vpc_peering_connection_id = "pcx-1", destination_cidr_block = null, destination_ipv6_cidr_block = "::/0" }
}

resource "aws_route" "internet" {
  attrs = { vpc_peering_connection_id = null, gateway_id = "igw-1", destination_cidr_block = "0.0.0.0/0" }
}

resource "aws_route_table" "wide" {
  expect_failure = true
  attrs          = { route = [{ cidr_block = "0.0.0.0/0", ipv6_cidr_block = null, vpc_peering_connection_id = "pcx-1" }] }
}

resource "aws_route_table" "null" {
  attrs = { route = null }
}

resource "aws_route_table" "empty_texts" {
  attrs = { route = [{ cidr_block = "0.0.0.0/0", ipv6_cidr_block = "", gateway_id = "igw-1", vpc_peering_connection_id = "" }] }
}
