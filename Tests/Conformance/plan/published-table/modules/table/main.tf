variable "create_table" {
  type    = bool
  default = true
}
variable "name" {
  type    = string
  default = null
}
variable "attributes" {
  type    = list(map(string))
  default = []
}
variable "hash_key" {
  type    = string
  default = null
}
variable "range_key" {
  type    = string
  default = null
}
variable "billing_mode" {
  type    = string
  default = "PAY_PER_REQUEST"
  validation {
    condition     = contains(["PAY_PER_REQUEST", "PROVISIONED"], var.billing_mode)
    error_message = "Unknown billing mode ${var.billing_mode}."
  }
}
variable "read_capacity" {
  type    = number
  default = null
}
variable "write_capacity" {
  type    = number
  default = null
}
variable "ttl_enabled" {
  type    = bool
  default = false
}
variable "ttl_attribute_name" {
  type    = string
  default = ""
}
variable "point_in_time_recovery" {
  type = object({
    enabled = optional(bool, false)
    days    = optional(number)
  })
  default = {}
}
variable "server_side_encryption" {
  type = object({
    enabled     = optional(bool, true)
    kms_key_arn = optional(string)
  })
  default = null
}
variable "global_secondary_indexes" {
  type    = any
  default = []
}
variable "local_secondary_indexes" {
  type    = any
  default = []
}
variable "autoscaling_enabled" {
  type    = bool
  default = false
}
variable "autoscaling_defaults" {
  type    = map(string)
  default = { scale_in_cooldown = 0, scale_out_cooldown = 0, target_value = 70 }
}
variable "autoscaling_read" {
  type    = map(string)
  default = {}
}
variable "autoscaling_write" {
  type    = map(string)
  default = {}
}
variable "resource_policy" {
  type    = string
  default = null
}
variable "timeouts" {
  type    = map(string)
  default = { create = "10m", update = "60m" }
}
variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  table_arn = try(aws_dynamodb_table.this[0].arn, aws_dynamodb_table.autoscaled[0].arn, null)
}

resource "aws_dynamodb_table" "this" {
  count = var.create_table && !var.autoscaling_enabled ? 1 : 0

  name           = var.name
  billing_mode   = var.billing_mode
  hash_key       = var.hash_key
  range_key      = var.range_key
  read_capacity  = var.read_capacity
  write_capacity = var.write_capacity

  ttl {
    enabled        = var.ttl_enabled
    attribute_name = var.ttl_attribute_name
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery.enabled
  }

  dynamic "attribute" {
    for_each = var.attributes
    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  dynamic "local_secondary_index" {
    for_each = var.local_secondary_indexes
    content {
      name               = local_secondary_index.value.name
      range_key          = local_secondary_index.value.range_key
      projection_type    = local_secondary_index.value.projection_type
      non_key_attributes = lookup(local_secondary_index.value, "non_key_attributes", null)
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.global_secondary_indexes
    content {
      name               = global_secondary_index.value.name
      hash_key           = global_secondary_index.value.hash_key
      projection_type    = global_secondary_index.value.projection_type
      range_key          = lookup(global_secondary_index.value, "range_key", null)
      read_capacity      = lookup(global_secondary_index.value, "read_capacity", null)
      non_key_attributes = lookup(global_secondary_index.value, "non_key_attributes", null)
      dynamic "on_demand_throughput" {
        for_each = try([global_secondary_index.value.on_demand_throughput], [])
        content {
          max_read_request_units  = on_demand_throughput.value.max_read_request_units
          max_write_request_units = on_demand_throughput.value.max_write_request_units
        }
      }
    }
  }

  dynamic "server_side_encryption" {
    for_each = var.server_side_encryption[*]
    content {
      enabled     = server_side_encryption.value.enabled
      kms_key_arn = server_side_encryption.value.kms_key_arn
    }
  }

  timeouts {
    create = lookup(var.timeouts, "create", null)
    delete = lookup(var.timeouts, "delete", null)
    update = lookup(var.timeouts, "update", null)
  }
  tags = merge(var.tags, { "Name" = format("%s", var.name) })
}

resource "aws_dynamodb_table" "autoscaled" {
  count = var.create_table && var.autoscaling_enabled ? 1 : 0

  name           = var.name
  billing_mode   = var.billing_mode
  hash_key       = var.hash_key
  read_capacity  = var.read_capacity
  write_capacity = var.write_capacity

  dynamic "attribute" {
    for_each = { for attribute in var.attributes : attribute.name => attribute.type }
    content {
      name = attribute.key
      type = attribute.value
    }
  }
  dynamic "server_side_encryption" {
    for_each = var.server_side_encryption != null ? [var.server_side_encryption] : []
    content {
      enabled = server_side_encryption.value["enabled"]
    }
  }
  lifecycle {
    ignore_changes = [read_capacity, write_capacity]
  }
}

resource "aws_appautoscaling_target" "table" {
  for_each = var.create_table && var.autoscaling_enabled ? {
    for kind, settings in { Read = var.autoscaling_read, Write = var.autoscaling_write } : kind => settings if length(settings) > 0
  } : {}

  max_capacity       = each.value["max_capacity"]
  min_capacity       = each.key == "Read" ? var.read_capacity : var.write_capacity
  resource_id        = "table/${aws_dynamodb_table.autoscaled[0].name}"
  scalable_dimension = "dynamodb:table:${each.key}CapacityUnits"
  service_namespace  = "dynamodb"
}

resource "aws_appautoscaling_policy" "table" {
  for_each = aws_appautoscaling_target.table

  name               = "DynamoDB${each.key}CapacityUtilization:${each.value.resource_id}"
  policy_type        = "TargetTrackingScaling"
  resource_id        = each.value.resource_id
  scalable_dimension = each.value.scalable_dimension
  service_namespace  = each.value.service_namespace

  target_tracking_scaling_policy_configuration {
    predefined_metric_specification {
      predefined_metric_type = "DynamoDB${each.key}CapacityUtilization"
    }
    scale_in_cooldown = lookup(each.key == "Read" ? var.autoscaling_read : var.autoscaling_write, "scale_in_cooldown", var.autoscaling_defaults["scale_in_cooldown"])
    target_value      = lookup(each.key == "Read" ? var.autoscaling_read : var.autoscaling_write, "target_value", var.autoscaling_defaults["target_value"])
  }
}

resource "aws_dynamodb_resource_policy" "this" {
  count        = var.create_table && var.resource_policy != null ? 1 : 0
  resource_arn = local.table_arn
  policy       = var.resource_policy
}

output "arn" { value = local.table_arn }
output "id" { value = try(aws_dynamodb_table.this[0].id, aws_dynamodb_table.autoscaled[0].id, "") }
output "policies" { value = { for key, policy in aws_appautoscaling_policy.table : key => policy.arn } }
