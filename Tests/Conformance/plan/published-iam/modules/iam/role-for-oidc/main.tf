variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = null
}

variable "providers_by_name" {
  description = "OIDC providers and whom they vouch for"
  type        = any
  default     = {}
}

variable "external_dns_zones" {
  type    = list(string)
  default = []
}

variable "condition_test" {
  type    = string
  default = "StringEquals"
}

data "aws_partition" "here" {}

data "aws_caller_identity" "me" {}

locals {
  account_id = data.aws_caller_identity.me.account_id
  partition  = data.aws_partition.here.partition
}

data "aws_iam_policy_document" "this" {
  count = var.create ? 1 : 0

  dynamic "statement" {
    for_each = var.providers_by_name

    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }

      condition {
        test     = var.condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = [for sa in statement.value.namespace_service_accounts : "system:serviceaccount:${sa}"]
      }

      condition {
        test     = var.condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.this[0].json
}

data "aws_iam_policy_document" "external_dns" {
  count = var.create && length(var.external_dns_zones) > 0 ? 1 : 0

  statement {
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = var.external_dns_zones
  }

  statement {
    actions   = ["route53:ListHostedZones"]
    resources = ["arn:${local.partition}:route53::${local.account_id}:*"]
  }
}

resource "aws_iam_policy" "external_dns" {
  count = var.create && length(var.external_dns_zones) > 0 ? 1 : 0

  name_prefix = "External_DNS_"
  policy      = data.aws_iam_policy_document.external_dns[0].json
}

resource "aws_iam_role_policy_attachment" "external_dns" {
  count = var.create && length(var.external_dns_zones) > 0 ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.external_dns[0].arn
}

output "arn" {
  value = try(aws_iam_role.this[0].arn, "")
}

output "subjects" {
  value = flatten([for name, provider in var.providers_by_name : [for account in provider.namespace_service_accounts : "${name}/${account}"]])
}
