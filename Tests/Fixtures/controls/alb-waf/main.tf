variable "internal" {
  type = bool
}

locals {
  acl = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b"
}

resource "aws_lb" "pass_guarded" {
  name     = "a"
  internal = false
}

resource "aws_wafv2_web_acl_association" "aside_guard" {
  resource_arn = aws_lb.pass_guarded.arn
  web_acl_arn  = local.acl
}

resource "aws_lb" "pass_each" {
  for_each = toset(["b", "c"])
  name     = each.key
}

resource "aws_wafv2_web_acl_association" "aside_each" {
  for_each     = toset(["b", "c"])
  resource_arn = aws_lb.pass_each[each.key].arn
  web_acl_arn  = local.acl
}

resource "aws_lb" "fail_default" {
  name = "d"
}

resource "aws_lb" "aside_internal" {
  name     = "e"
  internal = true
}

resource "aws_lb" "aside_network" {
  name               = "f"
  load_balancer_type = "network"
}

resource "aws_lb" "unknown_variable" {
  name     = "g"
  internal = var.internal
}

resource "aws_alb" "pass_guarded" {
  name = "h"
}

resource "aws_wafregional_web_acl_association" "aside_regional" {
  resource_arn = aws_alb.pass_guarded.arn
  web_acl_id   = "a"
}

resource "aws_alb" "fail_default" {
  name = "i"
}

module "balancer" {
  source = "./balancer"
}

resource "aws_wafv2_web_acl_association" "aside_module" {
  resource_arn = module.balancer.arn
  web_acl_arn  = local.acl
}
