terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  default_tags {
    tags = { Managed = "yes" }
  }
}

# The second step gives other arguments to the same modules.
variable "later" {
  type    = bool
  default = false
}

data "aws_caller_identity" "me" {}

locals {
  users  = ["ada", "bob", "cyd"]
  admins = { for index, name in local.users : name => index if index != 1 }

  # Everyone by team, and every pair of team and stage.
  team_of = { ada = "core", bob = "shop", cyd = "core", dan = "shop" }
  teams   = { for name, team in local.team_of : team => name... }
  pairs   = { for pair in setproduct(keys(local.teams), ["test", "live"]) : join("-", pair) => { team = pair[0], stage = pair[1] } }
}

module "users" {
  source   = "./modules/iam/user"
  for_each = toset(local.users)

  name                 = each.key
  create_access_key    = var.later && contains(keys(local.admins), each.key)
  policy_arns          = var.later ? [module.read_only.arn] : []
  permissions_boundary = ""
  tags                 = { Team = lookup(local.team_of, each.value, "none") }
}

module "read_only" {
  source = "./modules/iam/policy"

  name   = "read-only"
  path   = "/policies/"
  policy = data.aws_iam_policy_document.read.json
}

module "no_policy" {
  source = "./modules/iam/policy"
  create = false
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Read"
    actions   = ["s3:Get*", "s3:List*"]
    resources = ["*"]
  }
  statement {
    sid       = "Overridden"
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "read" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Overridden"
      Effect   = "Deny"
      Action   = ["s3:PutObject", "s3:DeleteObject"]
      Resource = "*"
    }]
  })]

  dynamic "statement" {
    for_each = local.teams
    iterator = team

    content {
      sid       = title(team.key)
      actions   = ["iam:PassRole"]
      resources = [for name in team.value : "arn:aws:iam::${data.aws_caller_identity.me.account_id}:user/${name}"]

      dynamic "condition" {
        for_each = length(team.value) > 1 ? { StringEquals = "aws:PrincipalTag/Team", StringLike = "aws:PrincipalTag/Stage" } : {}

        content {
          test     = condition.key
          variable = condition.value
          values   = [team.key]
        }
      }
    }
  }
}

module "role" {
  source   = "./modules/iam/role"
  for_each = local.pairs

  name             = each.key
  create           = var.later || each.value.stage == "test"
  trusted_services = ["ec2.amazonaws.com"]
  trusted_arns     = [for name in local.teams[each.value.team] : try(module.users[name].arn, data.aws_caller_identity.me.arn)]
  mfa              = each.value.stage == "live"
  policies = {
    read   = module.read_only.arn
    lambda = var.later ? "arn:aws:iam::aws:policy/AmazonSQSFullAccess" : module.read_only.arn
  }
  inline = each.value.stage == "live" ? [{ actions = ["sts:AssumeRole"], sid = "Hop" }] : []
}

module "oidc" {
  source = "./modules/iam/role-for-oidc"

  name = "deployer"
  providers_by_name = {
    main = {
      provider_arn               = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC"
      namespace_service_accounts = ["default:deployer", "kube-system:deployer"]
    }
    other = {
      provider_arn               = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/DEF"
      namespace_service_accounts = var.later ? ["default:other"] : ["default:deployer"]
    }
  }
  external_dns_zones = var.later ? [] : ["arn:aws:route53:::hostedzone/ABC"]
}

module "group" {
  source = "./modules/iam/group-with-policies"

  name                   = "readers"
  users                  = [for user in module.users : user.name]
  attach_self_management = true
  custom_policies = [
    { name = "one", policy = data.aws_iam_policy_document.base.json },
    { name = "two", policy = data.aws_iam_policy_document.read.json, description = "the second" },
  ]
  custom_arns = [module.read_only.arn, module.no_policy.arn]
}

output "keys" {
  value     = { for name, user in module.users : name => user.secret }
  sensitive = true
}

output "users" {
  value = [for user in values(module.users) : { for key, value in user : key => value if key != "secret" }]
}

output "roles" {
  value = { for name, role in module.role : name => one(compact([role.arn])) }
}

output "oidc" {
  value = module.oidc
}

output "group" {
  value = nonsensitive(module.group.names)
}
