variable "ranges" {
  type = list(string)
}

variable "range" {
  type = string
}

variable "rules" {
  type = list(object({ ranges = list(string) }))
}

locals {
  internet = "0.0.0.0/0"
  offices = {
    north = "198.51.100.0/24"
    south = "203.0.113.0/24"
  }
  open = [{ ranges = ["10.0.0.0/8"] }, { ranges = [local.internet] }]
}

resource "aws_vpc" "aside_network" {
  cidr_block = "10.1.0.0/16"
}

# Without blocks it has no rules.
resource "aws_security_group" "pass_without_rules" {
  name   = "none"
  vpc_id = aws_vpc.aside_network.id
}

resource "aws_security_group" "pass_private" {
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["10.0.0.0/8", aws_vpc.aside_network.cidr_block]
  }
}

resource "aws_security_group" "pass_other_port" {
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "pass_other_protocol" {
  ingress {
    protocol    = "icmp"
    from_port   = 8
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "pass_from_group" {
  ingress {
    protocol        = "tcp"
    from_port       = 0
    to_port         = 65535
    security_groups = [aws_security_group.pass_private.id]
  }
}

# What leaves is not what this control is about.
resource "aws_security_group" "pass_egress" {
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "pass_offices" {
  for_each = local.offices
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = [each.value]
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_open" {
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = [local.internet]
  }
}

resource "aws_security_group" "fail_everything" {
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_all_ports" {
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_ipv6" {
  ingress {
    protocol         = "tcp"
    from_port        = 0
    to_port          = 65535
    ipv6_cidr_blocks = ["::/0"]
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_second" {
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_dynamic" {
  dynamic "ingress" {
    for_each = local.open
    content {
      protocol    = "tcp"
      from_port   = 0
      to_port     = 65535
      cidr_blocks = ingress.value.ranges
    }
  }
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_as_argument" {
  ingress = [{
    description      = "from anywhere"
    protocol         = "tcp"
    from_port        = 0
    to_port          = 65535
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
}

# checkov: passes it, for it does not know the variable.
resource "aws_security_group" "unknown_variable" {
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = var.ranges
  }
}

resource "aws_security_group" "unknown_dynamic" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      protocol    = "tcp"
      from_port   = 0
      to_port     = 65535
      cidr_blocks = ingress.value.ranges
    }
  }
}

resource "aws_default_security_group" "pass_closed" {
  vpc_id = aws_vpc.aside_network.id
}

resource "aws_default_security_group" "fail_open" {
  vpc_id = aws_vpc.aside_network.id
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "pass_private" {
  type              = "ingress"
  security_group_id = aws_security_group.pass_without_rules.id
  protocol          = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["192.168.0.0/16"]
}

resource "aws_security_group_rule" "pass_from_group" {
  type                     = "ingress"
  security_group_id        = aws_security_group.pass_without_rules.id
  protocol                 = "tcp"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = aws_security_group.pass_private.id
}

resource "aws_security_group_rule" "aside_egress" {
  type              = "egress"
  security_group_id = aws_security_group.pass_without_rules.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group_rule" "fail_open" {
  count             = 2
  type              = "ingress"
  security_group_id = aws_security_group.pass_without_rules.id
  protocol          = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"]
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group_rule" "fail_ipv6" {
  type              = "ingress"
  security_group_id = aws_security_group.pass_without_rules.id
  protocol          = "all"
  from_port         = 0
  to_port           = 0
  ipv6_cidr_blocks  = ["::/0"]
}

resource "aws_security_group_rule" "unknown_variable" {
  type              = "ingress"
  security_group_id = aws_security_group.pass_without_rules.id
  protocol          = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = [var.range]
}

resource "aws_vpc_security_group_ingress_rule" "pass_private" {
  security_group_id = aws_security_group.pass_without_rules.id
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = "10.0.0.0/8"
}

resource "aws_vpc_security_group_ingress_rule" "pass_from_group" {
  security_group_id            = aws_security_group.pass_without_rules.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.pass_private.id
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_vpc_security_group_ingress_rule" "fail_open" {
  security_group_id = aws_security_group.pass_without_rules.id
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = "0.0.0.0/0"
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_vpc_security_group_ingress_rule" "fail_everything" {
  security_group_id = aws_security_group.pass_without_rules.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "unknown_variable" {
  security_group_id = aws_security_group.pass_without_rules.id
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = var.range
}

module "open" {
  source = "./group"
  ranges = [local.internet]
}
