variable "read_only" {
  type = bool
}

resource "aws_ecs_task_definition" "pass_in_module" {
  family                = "m"
  container_definitions = jsonencode([{ name = "app", image = "app:1", readonlyRootFilesystem = var.read_only }])
}
