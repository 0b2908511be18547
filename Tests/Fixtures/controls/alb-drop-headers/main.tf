variable "dropping" {
  type = bool
}

variable "type" {
  type = string
}

locals {
  strict = { headers = true }
}

resource "aws_lb" "pass_dropping" {
  name                       = "a"
  drop_invalid_header_fields = local.strict.headers
}

resource "aws_lb" "fail_default" {
  count = 2
  name  = "b${count.index}"
}

resource "aws_lb" "aside_network" {
  name               = "c"
  load_balancer_type = "network"
}

resource "aws_lb" "unknown_variable" {
  name                       = "d"
  drop_invalid_header_fields = var.dropping
}

resource "aws_lb" "unknown_type" {
  name               = "e"
  load_balancer_type = var.type
}

resource "aws_alb" "pass_dropping" {
  name                       = "f"
  drop_invalid_header_fields = "true"
}

resource "aws_alb" "fail_default" {
  name = "g"
}

module "balancer" {
  source   = "./balancer"
  dropping = false
}
