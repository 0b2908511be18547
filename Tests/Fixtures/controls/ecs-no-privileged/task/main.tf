variable "privileged" {
  type    = bool
  default = true
}

# checkov: says passed because it does not follow variables into the document.
resource "aws_ecs_task_definition" "fail_in_module" {
  family                = "m"
  container_definitions = jsonencode([{ name = "app", image = "app:1", privileged = var.privileged }])
}
