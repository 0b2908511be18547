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

resource "aws_security_group" "pass_described" {
  description = "web servers of ${local.internet}"
  ingress {
    description = "HTTPS for everybody"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "fail_default" {
  count = 2
}

resource "aws_security_group" "fail_rule" {
  description = "web servers"
  dynamic "ingress" {
    for_each = [80, 443]
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "unknown_variable" {
  description = var.value
}

resource "aws_security_group_rule" "fail_default" {
  type              = "egress"
  security_group_id = aws_security_group.pass_described.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_vpc_security_group_ingress_rule" "pass_described" {
  description       = "HTTPS for everybody"
  security_group_id = aws_security_group.pass_described.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "fail_default" {
  security_group_id = aws_security_group.pass_described.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

module "group" {
  source      = "./group"
  description = ""
}
