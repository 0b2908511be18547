variable "name" {
  type    = string
  default = ""
}

variable "create_group" {
  type    = bool
  default = true
}

variable "users" {
  type    = list(string)
  default = []
}

variable "custom_policies" {
  type    = list(map(string))
  default = []
}

variable "custom_arns" {
  type    = list(string)
  default = []
}

variable "attach_self_management" {
  type    = bool
  default = true
}

locals {
  group_name = element(concat(aws_iam_group.this[*].id, [var.name]), 0)
}

resource "aws_iam_group" "this" {
  count = var.create_group ? 1 : 0

  name = var.name
}

resource "aws_iam_group_membership" "this" {
  count = length(var.users) > 0 ? 1 : 0

  group = local.group_name
  name  = var.name
  users = var.users
}

resource "aws_iam_group_policy_attachment" "custom_arns" {
  count = length(var.custom_arns) - 1

  group      = local.group_name
  policy_arn = element(var.custom_arns, count.index)
}

resource "aws_iam_group_policy_attachment" "custom" {
  count = length(var.custom_policies)

  group      = local.group_name
  policy_arn = element(aws_iam_policy.custom[*].arn, count.index)
}

resource "aws_iam_policy" "custom" {
  count = length(var.custom_policies)

  name        = var.custom_policies[count.index]["name"]
  policy      = var.custom_policies[count.index]["policy"]
  description = lookup(var.custom_policies[count.index], "description", null)
}

module "self_management" {
  source = "../policy"
  create = var.attach_self_management

  name_prefix = "self-management-"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:ChangePassword", Resource = "arn:aws:iam::*:user/$${aws:username}" }]
  })
}

resource "aws_iam_group_policy_attachment" "self_management" {
  count = var.attach_self_management ? 1 : 0

  group      = local.group_name
  policy_arn = module.self_management.arn
}

output "names" {
  value = flatten([aws_iam_group.this[*].name, aws_iam_group_membership.this[*].users])
}

output "policies" {
  value = zipmap(aws_iam_policy.custom[*].name, aws_iam_policy.custom[*].arn)
}
