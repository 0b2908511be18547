variable "insights" {
  type = string
}

resource "aws_ecs_cluster" "fail_in_module" {
  name = "m"
  setting {
    name  = "containerInsights"
    value = var.insights
  }
}
