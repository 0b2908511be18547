variable "protected" {
  type = bool
}

locals {
  production = true
}

resource "aws_lb" "pass_protected" {
  name                       = "a"
  enable_deletion_protection = local.production
}

resource "aws_lb" "fail_default" {
  for_each = toset(["b", "c"])
  name     = each.key
}

resource "aws_lb" "fail_network" {
  name                       = "d"
  load_balancer_type         = "network"
  enable_deletion_protection = false
}

resource "aws_lb" "unknown_variable" {
  name                       = "e"
  enable_deletion_protection = var.protected
}

resource "aws_alb" "pass_protected" {
  name                       = "f"
  enable_deletion_protection = true
}

resource "aws_alb" "fail_default" {
  name = "g"
}

module "balancer" {
  source = "./balancer"
}
