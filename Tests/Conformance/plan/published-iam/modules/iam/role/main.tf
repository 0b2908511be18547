variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type = string
}

variable "trusted_services" {
  type    = list(string)
  default = []
}

variable "trusted_arns" {
  type    = list(string)
  default = []
}

variable "mfa" {
  type     = bool
  default  = false
  nullable = false
}

variable "mfa_age" {
  type    = number
  default = 86400
}

variable "policies" {
  type    = map(string)
  default = {}
}

variable "inline" {
  type    = any
  default = []
}

locals {
  role_name_condition = length(var.name) > 64 ? substr(var.name, 0, 64) : var.name
  inline              = try(tolist(var.inline), [var.inline])
}

data "aws_iam_policy_document" "trust" {
  count = var.create ? 1 : 0

  dynamic "statement" {
    for_each = length(var.trusted_services) > 0 ? [true] : []

    content {
      effect  = "Allow"
      actions = compact(distinct(concat(["sts:AssumeRole"], var.mfa ? ["sts:TagSession"] : [], [""])))

      principals {
        type        = "Service"
        identifiers = var.trusted_services
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.trusted_arns) > 0 ? [var.mfa] : []

    content {
      actions = ["sts:AssumeRole"]

      principals {
        type        = "AWS"
        identifiers = var.trusted_arns
      }

      dynamic "condition" {
        for_each = statement.value ? [
          { test = "Bool", variable = "aws:MultiFactorAuthPresent", values = ["true"] },
          { test = "NumericLessThan", variable = "aws:MultiFactorAuthAge", values = [var.mfa_age] },
        ] : []

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

data "aws_iam_policy_document" "inline" {
  count = var.create && length(local.inline) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = local.inline

    content {
      sid       = try(statement.value.sid, null)
      effect    = lookup(statement.value, "effect", "Allow")
      actions   = lookup(statement.value, "actions", null)
      resources = lookup(statement.value, "resources", [aws_iam_role.this[0].arn])
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name                  = local.role_name_condition
  assume_role_policy    = coalesce(null, data.aws_iam_policy_document.trust[0].json)
  force_detach_policies = true
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in var.policies : k => v if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy" "inline" {
  count = var.create && length(local.inline) > 0 ? 1 : 0

  role        = aws_iam_role.this[0].name
  name_prefix = "${var.name}_inline_"
  policy      = one(data.aws_iam_policy_document.inline[*].json)
}

output "arn" {
  value = try(aws_iam_role.this[0].arn, null)
}

output "name" {
  value = element(concat(aws_iam_role.this[*].name, [""]), 0)
}
