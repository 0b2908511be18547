variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "web_port" {
  type = number
}

locals {
  groups = {
    balancer = "What the world talks to"
    web      = "The web servers"
    database = "The database"
  }

  # Who may talk to whom; the world is the only range, all else is a group.
  ingress = {
    http     = { to = "balancer", from = null, port = 80 }
    https    = { to = "balancer", from = null, port = 443 }
    web      = { to = "web", from = "balancer", port = var.web_port }
    database = { to = "database", from = "web", port = 5432 }
  }
}

resource "aws_security_group" "this" {
  for_each = local.groups

  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = var.vpc_id

  tags = {
    Name = "${var.name}-${each.key}"
  }
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.ingress

  security_group_id            = aws_security_group.this[each.value.to].id
  referenced_security_group_id = each.value.from == null ? null : aws_security_group.this[each.value.from].id
  cidr_ipv4                    = each.value.from == null ? "0.0.0.0/0" : null
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = toset(["balancer", "web"])

  security_group_id = aws_security_group.this[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

output "group_ids" {
  value = { for key, group in aws_security_group.this : key => group.id }
}
