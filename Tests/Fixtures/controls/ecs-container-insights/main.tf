variable "insights" {
  type = string
}

variable "settings" {
  type = map(string)
}

locals {
  settings = { containerInsights = "enabled" }
}

# checkov: says failed because it does not look into dynamic blocks.
resource "aws_ecs_cluster" "pass_dynamic" {
  name = "a"
  dynamic "setting" {
    for_each = local.settings
    content {
      name  = setting.key
      value = setting.value
    }
  }
}

resource "aws_ecs_cluster" "pass_enhanced" {
  name = "b"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

resource "aws_ecs_cluster" "fail_default" {
  count = 2
  name  = "c${count.index}"
}

resource "aws_ecs_cluster" "unknown_variable" {
  name = "d"
  setting {
    name  = "containerInsights"
    value = var.insights
  }
}

resource "aws_ecs_cluster" "unknown_dynamic" {
  name = "e"
  dynamic "setting" {
    for_each = var.settings
    content {
      name  = setting.key
      value = setting.value
    }
  }
}

module "cluster" {
  source   = "./cluster"
  insights = "disabled"
}
