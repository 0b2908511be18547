variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes      = true
  internet = "0.0.0.0/0"
}

resource "aws_vpc" "aside_net" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_network_acl" "pass_empty" {
  vpc_id = aws_vpc.aside_net.id
}

resource "aws_network_acl" "pass_https" {
  vpc_id = aws_vpc.aside_net.id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
}

# checkov: fails it, for it does not look at the order.
resource "aws_network_acl" "pass_denied_before" {
  vpc_id = aws_vpc.aside_net.id
  dynamic "ingress" {
    for_each = { 10 = 22, 20 = 3389 }
    content {
      rule_no    = ingress.key
      action     = "deny"
      protocol   = "tcp"
      from_port  = ingress.value
      to_port    = ingress.value
      cidr_block = local.internet
    }
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "fail_all" {
  vpc_id = aws_vpc.aside_net.id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = local.internet
  }
}

resource "aws_network_acl" "unknown_variable" {
  vpc_id = aws_vpc.aside_net.id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = var.value
  }
}

resource "aws_default_network_acl" "fail_all" {
  default_network_acl_id = aws_vpc.aside_net.default_network_acl_id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_default_network_acl" "pass_empty" {
  default_network_acl_id = aws_vpc.aside_net.default_network_acl_id
}

resource "aws_network_acl_rule" "fail_ssh" {
  count          = 2
  network_acl_id = aws_network_acl.pass_empty.id
  rule_number    = 100 + count.index
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "fail_ipv6" {
  network_acl_id  = aws_network_acl.pass_empty.id
  rule_number     = 120
  rule_action     = "allow"
  protocol        = "all"
  ipv6_cidr_block = "::/0"
}

resource "aws_network_acl_rule" "aside_egress" {
  network_acl_id = aws_network_acl.pass_empty.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "pass_private" {
  network_acl_id = aws_network_acl.pass_empty.id
  rule_number    = 90
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "10.0.0.0/8"
}

resource "aws_network_acl_rule" "pass_deny" {
  network_acl_id = aws_network_acl.pass_https.id
  rule_number    = 10
  rule_action    = "deny"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "pass_denied_before" {
  network_acl_id = aws_network_acl.pass_https.id
  rule_number    = 20
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}

module "acl" {
  source = "./acl"
  range  = "0.0.0.0/0"
}
