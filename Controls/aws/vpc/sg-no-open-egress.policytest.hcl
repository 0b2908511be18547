policytest {
  targets = ["sg-no-open-egress.policy.hcl"]
}

resource "aws_security_group" "null" {
  attrs = { egress = null }
}

resource "aws_security_group" "https" {
  attrs = { egress = [{ protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] }] }
}

resource "aws_security_group" "all" {
  expect_failure = true
  attrs          = { egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] }] }
}

resource "aws_security_group" "all_private" {
  attrs = { egress = [{ protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["10.0.0.0/8"], ipv6_cidr_blocks = null }] }
}

resource "aws_security_group_rule" "all" {
  expect_failure = true
  attrs          = { type = "egress", protocol = "-1", cidr_blocks = null, ipv6_cidr_blocks = ["::/0"] }
}

resource "aws_security_group_rule" "ingress" {
  attrs = { type = "ingress", protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_vpc_security_group_egress_rule" "all" {
  expect_failure = true
  attrs          = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", cidr_ipv6 = null }
}

resource "aws_vpc_security_group_egress_rule" "https" {
  attrs = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", cidr_ipv6 = null }
}
