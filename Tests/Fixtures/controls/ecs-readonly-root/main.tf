variable "read_only" {
  type = bool
}

variable "images" {
  type = list(string)
}

resource "aws_ecr_repository" "aside_images" {
  name = "app"
}

locals {
  app = { name = "app", image = aws_ecr_repository.aside_images.repository_url, readonlyRootFilesystem = true }
}

resource "aws_ecs_task_definition" "pass_read_only" {
  family                = "a"
  container_definitions = jsonencode([local.app])
}

resource "aws_ecs_task_definition" "fail_default" {
  for_each              = toset(["b", "c"])
  family                = each.key
  container_definitions = jsonencode([local.app, { name = each.key, image = "log:1" }])
}

# checkov: says failed because it does not look at the platform.
resource "aws_ecs_task_definition" "aside_windows" {
  family                = "d"
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])
  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }
}

resource "aws_ecs_task_definition" "unknown_value" {
  family                = "e"
  container_definitions = jsonencode([merge(local.app, { readonlyRootFilesystem = var.read_only })])
}

resource "aws_ecs_task_definition" "unknown_number" {
  family                = "f"
  container_definitions = jsonencode([for image in var.images : { name = "app", image = image }])
}

module "task" {
  source    = "./task"
  read_only = true
}
