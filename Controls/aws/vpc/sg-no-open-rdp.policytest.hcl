policytest {
  targets = ["sg-no-open-rdp.policy.hcl"]
}

resource "aws_security_group" "left_out" {
  attrs = { name = "a" }
}

resource "aws_security_group" "null" {
  attrs = { ingress = null }
}

resource "aws_security_group" "empty" {
  attrs = { ingress = [] }
}

resource "aws_security_group" "private" {
  attrs = { ingress = [{ protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = ["10.0.0.0/8"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "half" {
  attrs = { ingress = [{ protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = ["0.0.0.0/1"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "below" {
  attrs = { ingress = [{ protocol = "tcp", from_port = 3390, to_port = 3394, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "open" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "upper_bound" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "tcp", from_port = 1, to_port = 3389, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "lower_bound" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "tcp", from_port = 3389, to_port = 65535, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "by_number" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "6", from_port = 3389, to_port = 3389, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "all" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group" "ipv6" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = null, ipv6_cidr_blocks = ["::/0"] }] }
}

resource "aws_security_group_rule" "egress" {
  attrs = { type = "egress", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_security_group_rule" "open" {
  expect_failure = true
  attrs          = { type = "ingress", security_group_id = "sg-1", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_vpc_security_group_ingress_rule" "open" {
  expect_failure = true
  attrs          = { security_group_id = "sg-1", ip_protocol = "tcp", from_port = 3389, to_port = 3389, cidr_ipv4 = "0.0.0.0/0", cidr_ipv6 = null }
}

resource "aws_vpc_security_group_ingress_rule" "all" {
  expect_failure = true
  attrs          = { security_group_id = "sg-1", ip_protocol = "-1", from_port = null, to_port = null, cidr_ipv4 = null, cidr_ipv6 = "::/0" }
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  attrs = { security_group_id = "sg-1", ip_protocol = "tcp", from_port = 3389, to_port = 3389, referenced_security_group_id = "sg-1" }
}
