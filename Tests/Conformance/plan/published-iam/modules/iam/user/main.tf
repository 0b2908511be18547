variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type = string
}

variable "create_access_key" {
  type    = bool
  default = true
}

variable "permissions_boundary" {
  type    = string
  default = ""
}

variable "policy_arns" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_iam_user" "this" {
  count = var.create ? 1 : 0

  name                 = var.name
  path                 = "/people/"
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_access_key" "this" {
  count = var.create && var.create_access_key ? 1 : 0

  user = aws_iam_user.this[0].name
}

resource "aws_iam_user_policy_attachment" "this" {
  count = var.create ? length(var.policy_arns) : 0

  user       = aws_iam_user.this[0].name
  policy_arn = element(var.policy_arns, count.index)
}

output "name" {
  value = try(aws_iam_user.this[0].name, "")
}

output "arn" {
  value = try(aws_iam_user.this[0].arn, "")
}

output "secret" {
  value     = try(aws_iam_access_key.this[0].secret, "")
  sensitive = true
}
