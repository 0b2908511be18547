variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes      = true
  internet = "0.0.0.0/0"
}

resource "aws_lb" "aside_balancer" {
  load_balancer_type = "network"
}

resource "aws_vpc_endpoint_service" "pass_on" {
  acceptance_required        = local.yes
  network_load_balancer_arns = [aws_lb.aside_balancer.arn]
}

resource "aws_vpc_endpoint_service" "fail_off" {
  for_each                   = { a = false, b = false }
  acceptance_required        = each.value
  network_load_balancer_arns = [aws_lb.aside_balancer.arn]
}

resource "aws_vpc_endpoint_service" "unknown_variable" {
  acceptance_required = var.on
}

module "service" {
  source   = "./service"
  required = false
}
