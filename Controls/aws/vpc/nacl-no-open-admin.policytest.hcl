policytest {
  targets = ["nacl-no-open-admin.policy.hcl"]
}

resource "aws_network_acl" "null" {
  attrs = { ingress = null }
}

resource "aws_network_acl" "https" {
  attrs = { ingress = [{ rule_no = 1, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }] }
}

resource "aws_network_acl" "ssh" {
  expect_failure = true
  attrs          = { ingress = [{ rule_no = 1, action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }] }
}

resource "aws_network_acl" "all" {
  expect_failure = true
  attrs          = { ingress = [{ rule_no = 1, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = null, ipv6_cidr_block = "::/0" }] }
}

resource "aws_network_acl" "denied_before" {
  attrs = { ingress = [{ rule_no = 1, action = "deny", protocol = "6", from_port = 0, to_port = 4000, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }, { rule_no = 2, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }] }
}

resource "aws_network_acl" "denied_after" {
  expect_failure = true
  attrs          = { ingress = [{ rule_no = 3, action = "deny", protocol = "6", from_port = 0, to_port = 4000, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }, { rule_no = 2, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }] }
}

resource "aws_network_acl_rule" "rdp" {
  expect_failure = true
  attrs          = { network_acl_id = "acl-1", egress = false, rule_number = 1, rule_action = "allow", protocol = "tcp", from_port = 3000, to_port = 4000, cidr_block = "0.0.0.0/0", ipv6_cidr_block = null }
}

resource "aws_network_acl_rule" "private" {
  attrs = { network_acl_id = "acl-1", egress = null, rule_number = 2, rule_action = "allow", protocol = "tcp", from_port = 22, to_port = 22, cidr_block = "10.0.0.0/8", ipv6_cidr_block = null }
}
