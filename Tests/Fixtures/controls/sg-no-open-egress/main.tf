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

resource "aws_security_group" "pass_default" {}

resource "aws_security_group" "pass_https" {
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [local.internet]
  }
}

resource "aws_security_group" "fail_all" {
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = [local.internet]
    ipv6_cidr_blocks = ["::/0"]
  }
}

# checkov: says passed, for it looks for a port of -1 in blocks that are written out.
resource "aws_security_group" "fail_dynamic" {
  dynamic "egress" {
    for_each = ["10.0.0.0/8", "0.0.0.0/0"]
    content {
      protocol    = -1
      from_port   = 0
      to_port     = 0
      cidr_blocks = [egress.value]
    }
  }
}

resource "aws_security_group" "unknown_variable" {
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = [var.value]
  }
}

# checkov: says passed, for it looks for a port of -1 in blocks that are written out.
resource "aws_security_group_rule" "fail_all" {
  count             = 2
  type              = "egress"
  security_group_id = aws_security_group.pass_default.id
  protocol          = "all"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "pass_private" {
  type              = "egress"
  security_group_id = aws_security_group.pass_default.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["10.0.0.0/8"]
}

resource "aws_security_group_rule" "aside_ingress" {
  type              = "ingress"
  security_group_id = aws_security_group.pass_default.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

# checkov: says passed, for it looks for a port of -1 in blocks that are written out.
resource "aws_vpc_security_group_egress_rule" "fail_all" {
  security_group_id = aws_security_group.pass_default.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_egress_rule" "pass_https" {
  security_group_id = aws_security_group.pass_default.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "unknown_variable" {
  security_group_id = aws_security_group.pass_default.id
  ip_protocol       = "-1"
  cidr_ipv4         = var.value
}

module "group" {
  source = "./group"
  ranges = ["0.0.0.0/0"]
}
