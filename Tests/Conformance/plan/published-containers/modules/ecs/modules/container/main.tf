variable "name" {
  type    = string
  default = null
}

variable "service" {
  type    = string
  default = ""
}

variable "image" {
  type    = string
  default = null
}

variable "cpu" {
  type    = number
  default = null
}

variable "memory" {
  type    = number
  default = null
}

variable "memory_reservation" {
  type    = number
  default = null
}

variable "essential" {
  type    = bool
  default = null
}

variable "port_mappings" {
  type    = list(any)
  default = []
}

variable "environment" {
  type = list(object({
    name  = string
    value = string
  }))
  default = []
}

variable "dependencies" {
  type = list(object({
    condition     = string
    containerName = string
  }))
  default = []
}

variable "firelens_configuration" {
  type    = any
  default = {}
}

variable "linux_parameters" {
  type    = any
  default = {}
}

variable "readonly_root_filesystem" {
  type    = bool
  default = true
}

data "aws_region" "current" {}

locals {
  log_group_name = "/aws/ecs/${var.service}/${var.name}"

  log_configuration = merge(
    { for k, v in {
      logDriver = "awslogs",
      options = {
        awslogs-region        = data.aws_region.current.name,
        awslogs-group         = try(aws_cloudwatch_log_group.this[0].name, ""),
        awslogs-stream-prefix = "ecs"
      },
    } : k => v },
    {},
  )

  linux_parameters = merge({ initProcessEnabled = false }, var.linux_parameters)

  definition = {
    cpu                    = var.cpu
    dependsOn              = length(var.dependencies) > 0 ? var.dependencies : null
    environment            = var.environment
    essential              = var.essential
    firelensConfiguration  = length(var.firelens_configuration) > 0 ? var.firelens_configuration : null
    image                  = var.image
    linuxParameters        = length(local.linux_parameters) > 0 ? local.linux_parameters : null
    logConfiguration       = length(local.log_configuration) > 0 ? local.log_configuration : null
    memory                 = var.memory
    memoryReservation      = var.memory_reservation
    name                   = var.name
    portMappings           = [for p in var.port_mappings : merge(p, { hostPort = try(p.hostPort, p.containerPort) })]
    readonlyRootFilesystem = var.readonly_root_filesystem
    startTimeout           = 30
  }

  # The service leaves out what is not said
  container_definition = { for k, v in local.definition : k => v if v != null }
}

resource "aws_cloudwatch_log_group" "this" {
  count = 1

  name              = local.log_group_name
  retention_in_days = 30
}

output "container_definition" {
  value = local.container_definition
}
