policytest {
  targets = ["subnet-no-auto-public-ip.policy.hcl"]
}

resource "aws_subnet" "left_out" {
  attrs = { map_public_ip_on_launch = null }
}

resource "aws_subnet" "off" {
  attrs = { map_public_ip_on_launch = false }
}

resource "aws_subnet" "on" {
  expect_failure = true
  attrs          = { map_public_ip_on_launch = true }
}

resource "aws_default_subnet" "left_out" {
  expect_failure = true
  attrs          = { map_public_ip_on_launch = null }
}

resource "aws_default_subnet" "off" {
  attrs = { map_public_ip_on_launch = false }
}
