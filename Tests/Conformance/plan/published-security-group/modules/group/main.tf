terraform {
  required_version = ">= 1.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 3.29, < 6"
    }
  }
}

locals {
  create = var.create

  group_id = var.create_sg ? concat(aws_security_group.named.*.id, aws_security_group.prefixed.*.id, [""])[0] : var.security_group_id
}

resource "aws_security_group" "named" {
  count = local.create && var.create_sg && !var.use_name_prefix ? 1 : 0

  name                   = var.name
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete

  tags = merge({ "Name" = format("%s", var.name) }, var.tags)

  timeouts {
    create = var.create_timeout
  }
}

resource "aws_security_group" "prefixed" {
  count = local.create && var.create_sg && var.use_name_prefix ? 1 : 0

  name_prefix            = "${var.name}-"
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete

  tags = merge({ "Name" = format("%s", var.name) }, var.tags)

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "ingress_rules" {
  count = local.create ? length(var.ingress_rules) : 0

  security_group_id = local.group_id
  type              = "ingress"

  cidr_blocks      = var.ingress_cidr_blocks
  ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
  prefix_list_ids  = var.ingress_prefix_list_ids
  description      = var.rules[var.ingress_rules[count.index]][3]

  from_port = var.rules[var.ingress_rules[count.index]][0]
  to_port   = var.rules[var.ingress_rules[count.index]][1]
  protocol  = var.rules[var.ingress_rules[count.index]][2]
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count = local.create ? length(var.ingress_with_source_security_group_id) : 0

  security_group_id = local.group_id
  type              = "ingress"

  source_security_group_id = var.ingress_with_source_security_group_id[count.index]["source_security_group_id"]
  prefix_list_ids          = var.ingress_prefix_list_ids
  description              = lookup(var.ingress_with_source_security_group_id[count.index], "description", "Ingress Rule")

  from_port = lookup(
    var.ingress_with_source_security_group_id[count.index],
    "from_port",
    var.rules[lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_")][0],
  )
  to_port = lookup(
    var.ingress_with_source_security_group_id[count.index],
    "to_port",
    var.rules[lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_")][1],
  )
  protocol = lookup(
    var.ingress_with_source_security_group_id[count.index],
    "protocol",
    var.rules[lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_")][2],
  )
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count = local.create ? var.number_of_computed_ingress_with_source_security_group_id : 0

  security_group_id = local.group_id
  type              = "ingress"

  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index]["source_security_group_id"]
  description              = lookup(var.computed_ingress_with_source_security_group_id[count.index], "description", "Ingress Rule")

  from_port = lookup(
    var.computed_ingress_with_source_security_group_id[count.index],
    "from_port",
    var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][0],
  )
  to_port = lookup(
    var.computed_ingress_with_source_security_group_id[count.index],
    "to_port",
    var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][1],
  )
  protocol = lookup(
    var.computed_ingress_with_source_security_group_id[count.index],
    "protocol",
    var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][2],
  )
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count = local.create ? length(var.ingress_with_cidr_blocks) : 0

  security_group_id = local.group_id
  type              = "ingress"

  cidr_blocks = compact(split(
    ",",
    lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks)),
  ))
  description = lookup(var.ingress_with_cidr_blocks[count.index], "description", "Ingress Rule")

  from_port = lookup(var.ingress_with_cidr_blocks[count.index], "from_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][0])
  to_port   = lookup(var.ingress_with_cidr_blocks[count.index], "to_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][1])
  protocol  = lookup(var.ingress_with_cidr_blocks[count.index], "protocol", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][2])
}

resource "aws_security_group_rule" "ingress_with_self" {
  count = local.create ? length(var.ingress_with_self) : 0

  security_group_id = local.group_id
  type              = "ingress"

  self        = lookup(var.ingress_with_self[count.index], "self", true)
  description = lookup(var.ingress_with_self[count.index], "description", "Ingress Rule")

  from_port = lookup(var.ingress_with_self[count.index], "from_port", var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][0])
  to_port   = lookup(var.ingress_with_self[count.index], "to_port", var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][1])
  protocol  = lookup(var.ingress_with_self[count.index], "protocol", var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][2])
}

resource "aws_security_group_rule" "egress_rules" {
  count = local.create ? length(var.egress_rules) : 0

  security_group_id = local.group_id
  type              = "egress"

  cidr_blocks      = var.egress_cidr_blocks
  ipv6_cidr_blocks = var.egress_ipv6_cidr_blocks
  description      = element(var.rules[var.egress_rules[count.index]], 3)

  from_port = element(var.rules[var.egress_rules[count.index]], 0)
  to_port   = element(var.rules[var.egress_rules[count.index]], 1)
  protocol  = element(var.rules[var.egress_rules[count.index]], 2)
}

resource "aws_security_group_rule" "egress_with_source_security_group_id" {
  count = local.create ? length(var.egress_with_source_security_group_id) : 0

  security_group_id = local.group_id
  type              = "egress"

  source_security_group_id = var.egress_with_source_security_group_id[count.index]["source_security_group_id"]
  description              = lookup(var.egress_with_source_security_group_id[count.index], "description", "Egress Rule")

  from_port = lookup(var.egress_with_source_security_group_id[count.index], "from_port", var.rules[lookup(var.egress_with_source_security_group_id[count.index], "rule", "_")][0])
  to_port   = lookup(var.egress_with_source_security_group_id[count.index], "to_port", var.rules[lookup(var.egress_with_source_security_group_id[count.index], "rule", "_")][1])
  protocol  = lookup(var.egress_with_source_security_group_id[count.index], "protocol", var.rules[lookup(var.egress_with_source_security_group_id[count.index], "rule", "_")][2])
}

output "security_group_arn" {
  value = try(aws_security_group.named[0].arn, aws_security_group.prefixed[0].arn, "")
}

output "security_group_id" {
  value = try(aws_security_group.named[0].id, aws_security_group.prefixed[0].id, "")
}

output "security_group_name" {
  value = try(aws_security_group.named[0].name, aws_security_group.prefixed[0].name, "")
}

output "group_id" {
  value = local.group_id
}
