variable "create" {
  type    = bool
  default = true
}

variable "cluster_name" {
  type    = string
  default = ""
}

variable "cluster_configuration" {
  type    = any
  default = {}
}

variable "cluster_settings" {
  type    = any
  default = [{ name = "containerInsights", value = "enabled" }]
}

variable "fargate_capacity_providers" {
  type    = any
  default = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  execute_command_configuration = merge(
    try(var.cluster_configuration.execute_command_configuration, {}),
    {
      log_configuration = merge(
        { cloud_watch_log_group_name = try(aws_cloudwatch_log_group.this[0].name, null) },
        try(var.cluster_configuration.execute_command_configuration.log_configuration, {}),
      )
    },
  )

  default_capacity_providers = merge(
    { for k, v in var.fargate_capacity_providers : k => v if true },
    {},
  )
}

resource "aws_ecs_cluster" "this" {
  count = var.create ? 1 : 0

  name = var.cluster_name

  dynamic "configuration" {
    for_each = length(var.cluster_configuration) > 0 ? [var.cluster_configuration] : []

    content {
      dynamic "execute_command_configuration" {
        for_each = try([merge(local.execute_command_configuration, configuration.value.execute_command_configuration)], [{}])

        content {
          kms_key_id = try(execute_command_configuration.value.kms_key_id, null)
          logging    = try(execute_command_configuration.value.logging, "DEFAULT")

          dynamic "log_configuration" {
            for_each = try([execute_command_configuration.value.log_configuration], [])

            content {
              cloud_watch_log_group_name = try(log_configuration.value.cloud_watch_log_group_name, null)
              s3_bucket_name             = try(log_configuration.value.s3_bucket_name, null)
            }
          }
        }
      }
    }
  }

  dynamic "setting" {
    for_each = flatten([var.cluster_settings])

    content {
      name  = setting.value.name
      value = setting.value.value
    }
  }

  tags = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create ? 1 : 0

  name              = "/aws/ecs/${var.cluster_name}"
  retention_in_days = 90
  tags              = var.tags
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.create && length(merge(var.fargate_capacity_providers, {})) > 0 ? 1 : 0

  cluster_name       = aws_ecs_cluster.this[0].name
  capacity_providers = distinct(concat([for k, v in var.fargate_capacity_providers : try(v.name, k)], []))

  dynamic "default_capacity_provider_strategy" {
    for_each = local.default_capacity_providers
    iterator = strategy

    content {
      capacity_provider = try(strategy.value.name, strategy.key)
      base              = try(strategy.value.default_capacity_provider_strategy.base, null)
      weight            = try(strategy.value.default_capacity_provider_strategy.weight, null)
    }
  }
}

output "arn" {
  value = try(aws_ecs_cluster.this[0].arn, null)
}
