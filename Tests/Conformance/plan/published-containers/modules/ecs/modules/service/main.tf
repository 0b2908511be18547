variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = null
}

variable "cluster_arn" {
  type    = string
  default = ""
}

variable "cpu" {
  type    = number
  default = 1024
}

variable "memory" {
  type    = number
  default = 2048
}

variable "container_definitions" {
  type    = any
  default = {}
}

variable "container_definition_defaults" {
  type    = any
  default = {}
}

variable "service_connect_configuration" {
  type    = any
  default = {}
}

variable "load_balancer" {
  type    = any
  default = {}
}

variable "volume" {
  type    = any
  default = {}
}

variable "subnet_ids" {
  type    = list(string)
  default = []
}

variable "security_group_rules" {
  type    = any
  default = {}
}

variable "tasks_iam_role_statements" {
  type    = any
  default = {}
}

variable "enable_autoscaling" {
  type    = bool
  default = true
}

variable "autoscaling_policies" {
  type    = any
  default = null
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  default_policies = {
    cpu    = { target_tracking_scaling_policy_configuration = { predefined_metric_specification = { predefined_metric_type = "ECSServiceAverageCPUUtilization" } } }
    memory = { target_tracking_scaling_policy_configuration = { predefined_metric_specification = { predefined_metric_type = "ECSServiceAverageMemoryUtilization" }, target_value = 60 } }
  }
  policies = try(coalesce(var.autoscaling_policies, null), local.default_policies)

  statements = try({ for index, statement in var.tasks_iam_role_statements : tostring(index) => statement }, {})
}

module "container_definition" {
  source = "../container"

  for_each = { for k, v in var.container_definitions : k => v if var.create && try(v.create, true) }

  service = var.name
  name    = try(each.value.name, each.key)
  image   = try(each.value.image, var.container_definition_defaults.image, null)

  cpu                      = try(each.value.cpu, var.container_definition_defaults.cpu, null)
  memory                   = try(each.value.memory, var.container_definition_defaults.memory, null)
  memory_reservation       = try(each.value.memory_reservation, var.container_definition_defaults.memory_reservation, null)
  essential                = try(each.value.essential, var.container_definition_defaults.essential, null)
  port_mappings            = try(each.value.port_mappings, var.container_definition_defaults.port_mappings, [])
  environment              = try(each.value.environment, var.container_definition_defaults.environment, [])
  dependencies             = try(each.value.dependencies, var.container_definition_defaults.dependencies, [])
  firelens_configuration   = try(each.value.firelens_configuration, var.container_definition_defaults.firelens_configuration, {})
  linux_parameters         = try(each.value.linux_parameters, var.container_definition_defaults.linux_parameters, {})
  readonly_root_filesystem = try(each.value.readonly_root_filesystem, var.container_definition_defaults.readonly_root_filesystem, true)
}

resource "aws_ecs_task_definition" "this" {
  count = var.create ? 1 : 0

  family                   = var.name
  container_definitions    = jsonencode([for k, v in module.container_definition : v.container_definition])
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = try(aws_iam_role.tasks[0].arn, null)
  skip_destroy             = false

  dynamic "volume" {
    for_each = var.volume

    content {
      name = try(volume.value.name, volume.key)

      dynamic "efs_volume_configuration" {
        for_each = try([volume.value.efs_volume_configuration], [])

        content {
          file_system_id = efs_volume_configuration.value.file_system_id
          root_directory = try(efs_volume_configuration.value.root_directory, null)

          dynamic "authorization_config" {
            for_each = try([efs_volume_configuration.value.authorization_config], [])

            content {
              iam             = try(authorization_config.value.iam, null)
              access_point_id = try(authorization_config.value.access_point_id, null)
            }
          }
        }
      }
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_ecs_service" "this" {
  count = var.create ? 1 : 0

  name            = var.name
  cluster         = var.cluster_arn
  desired_count   = 1
  launch_type     = "FARGATE"
  task_definition = one(aws_ecs_task_definition.this[*].arn)

  dynamic "load_balancer" {
    for_each = { for k, v in var.load_balancer : k => v }

    content {
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
      target_group_arn = lookup(load_balancer.value, "target_group_arn", null)
    }
  }

  dynamic "network_configuration" {
    for_each = [{ security_groups = flatten(concat(aws_security_group.this[*].id, [])), subnets = var.subnet_ids }]

    content {
      security_groups = network_configuration.value.security_groups
      subnets         = network_configuration.value.subnets
    }
  }

  dynamic "service_connect_configuration" {
    for_each = length(var.service_connect_configuration) > 0 ? [var.service_connect_configuration] : []

    content {
      enabled   = try(service_connect_configuration.value.enabled, true)
      namespace = lookup(service_connect_configuration.value, "namespace", null)

      dynamic "service" {
        for_each = try([service_connect_configuration.value.service], [])

        content {
          dynamic "client_alias" {
            for_each = try([service.value.client_alias], [])

            content {
              dns_name = try(client_alias.value.dns_name, null)
              port     = client_alias.value.port
            }
          }

          discovery_name = try(service.value.discovery_name, null)
          port_name      = service.value.port_name
        }
      }
    }
  }

  tags = var.tags

  lifecycle {
    ignore_changes = [desired_count]
  }
}

data "aws_iam_policy_document" "tasks_assume" {
  count = var.create ? 1 : 0

  statement {
    sid     = "ECSTasksAssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "tasks" {
  count = var.create ? 1 : 0

  name_prefix        = "${var.name}-"
  assume_role_policy = data.aws_iam_policy_document.tasks_assume[0].json
}

data "aws_iam_policy_document" "tasks" {
  count = var.create && length(local.statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = local.statements

    content {
      sid       = try(statement.value.sid, null)
      actions   = try(statement.value.actions, null)
      effect    = try(statement.value.effect, null)
      resources = try(statement.value.resources, null)
    }
  }
}

resource "aws_iam_role_policy" "tasks" {
  count = var.create && length(local.statements) > 0 ? 1 : 0

  name_prefix = "${var.name}-"
  policy      = data.aws_iam_policy_document.tasks[0].json
  role        = aws_iam_role.tasks[0].id
}

resource "aws_appautoscaling_target" "this" {
  count = var.create && var.enable_autoscaling ? 1 : 0

  min_capacity       = min(1, 10)
  max_capacity       = max(10, 1)
  resource_id        = "service/${try(element(split("/", var.cluster_arn), 1), "")}/${aws_ecs_service.this[0].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "this" {
  for_each = { for k, v in local.policies : k => v if var.create && var.enable_autoscaling }

  name               = try(each.value.name, each.key)
  policy_type        = try(each.value.policy_type, "TargetTrackingScaling")
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace

  dynamic "target_tracking_scaling_policy_configuration" {
    for_each = try(each.value.policy_type, "TargetTrackingScaling") == "TargetTrackingScaling" ? try([each.value.target_tracking_scaling_policy_configuration], []) : []

    content {
      dynamic "predefined_metric_specification" {
        for_each = try([target_tracking_scaling_policy_configuration.value.predefined_metric_specification], [])

        content {
          predefined_metric_type = predefined_metric_specification.value.predefined_metric_type
          resource_label         = try(predefined_metric_specification.value.resource_label, null)
        }
      }

      scale_in_cooldown = try(target_tracking_scaling_policy_configuration.value.scale_in_cooldown, 300)
      target_value      = try(target_tracking_scaling_policy_configuration.value.target_value, 75)
    }
  }
}

resource "aws_security_group" "this" {
  count = var.create && length(var.subnet_ids) > 0 ? 1 : 0

  name_prefix = "${var.name}-"
  vpc_id      = "vpc-1"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "this" {
  for_each = { for k, v in var.security_group_rules : k => v if var.create }

  security_group_id = aws_security_group.this[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type

  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

output "family" {
  value = try(aws_ecs_task_definition.this[0].family, null)
}

output "containers" {
  value = { for k, v in module.container_definition : k => jsonencode(v.container_definition) }
}
