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

resource "aws_vpc" "pass_closed" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "fail_left" {
  cidr_block = "10.0.0.0/16"
}

# checkov: says failed of the VPC, which its default group answers for here.
resource "aws_vpc" "pass_with_rules" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "pass_count" {
  count      = 2
  cidr_block = "10.${count.index}.0.0/16"
}

resource "aws_default_security_group" "pass_closed" {
  vpc_id = aws_vpc.pass_closed.id
}

resource "aws_default_security_group" "pass_count" {
  count  = 2
  vpc_id = aws_vpc.pass_count[count.index].id
}

# checkov: fails the VPC, too.
resource "aws_default_security_group" "fail_with_rules" {
  vpc_id = aws_vpc.pass_with_rules.id
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = local.yes
  }
}

resource "aws_default_security_group" "fail_egress" {
  dynamic "egress" {
    for_each = [local.internet]
    content {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = [egress.value]
    }
  }
}

resource "aws_default_security_group" "unknown_variable" {
  dynamic "egress" {
    for_each = var.on ? ["0.0.0.0/0"] : []
    content {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = [egress.value]
    }
  }
}

module "network" {
  source = "./network"
  range  = "10.9.0.0/16"
}
