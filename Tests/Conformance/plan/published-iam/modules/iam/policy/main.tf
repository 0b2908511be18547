variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = null
}

variable "name_prefix" {
  type    = string
  default = null
}

variable "path" {
  type    = string
  default = "/"
}

variable "description" {
  type    = string
  default = "IAM Policy"
}

variable "policy" {
  type    = string
  default = ""
}

resource "aws_iam_policy" "this" {
  count = var.create ? 1 : 0

  name        = var.name
  name_prefix = var.name_prefix
  path        = var.path
  description = var.description
  policy      = var.policy
}

output "arn" {
  value = try(aws_iam_policy.this[0].arn, "")
}

output "policy" {
  value = one(aws_iam_policy.this[*].policy)
}
