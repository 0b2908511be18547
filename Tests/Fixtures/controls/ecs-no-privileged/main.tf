variable "image" {
  type = string
}

variable "privileged" {
  type = bool
}

variable "containers" {
  type = string
}

locals {
  app = { name = "app", image = var.image }
}

resource "aws_ecs_task_definition" "pass_default" {
  family                = "a"
  container_definitions = jsonencode([local.app])
}

# checkov: says nothing because it does not follow local values into the document.
resource "aws_ecs_task_definition" "fail_privileged" {
  family                = "b"
  container_definitions = jsonencode([local.app, { name = "agent", image = var.image, privileged = true }])
}

# checkov: says passed because it does not follow variables into the document.
resource "aws_ecs_task_definition" "fail_heredoc" {
  count                 = 2
  family                = "c${count.index}"
  container_definitions = <<-JSON
    [{"name": "app", "image": "${var.image}", "memory": 512, "privileged": true}]
  JSON
}

resource "aws_ecs_task_definition" "unknown_value" {
  family                = "d"
  container_definitions = jsonencode([merge(local.app, { privileged = var.privileged })])
}

resource "aws_ecs_task_definition" "unknown_document" {
  family                = "e"
  container_definitions = var.containers
}

module "task" {
  source = "./task"
}
