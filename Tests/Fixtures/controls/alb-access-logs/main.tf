variable "logging" {
  type = bool
}

variable "buckets" {
  type = list(string)
}

resource "aws_s3_bucket" "aside_logs" {}

locals {
  buckets = [aws_s3_bucket.aside_logs.id]
}

resource "aws_lb" "pass_dynamic" {
  name = "a"
  dynamic "access_logs" {
    for_each = local.buckets
    content {
      bucket  = access_logs.value
      enabled = true
    }
  }
}

resource "aws_lb" "fail_default" {
  for_each = toset(["b", "c"])
  name     = each.key
}

resource "aws_lb" "fail_not_enabled" {
  name = "d"
  access_logs {
    bucket = aws_s3_bucket.aside_logs.id
  }
}

resource "aws_lb" "aside_gateway" {
  name               = "e"
  load_balancer_type = "gateway"
}

resource "aws_lb" "unknown_variable" {
  name = "f"
  access_logs {
    bucket  = aws_s3_bucket.aside_logs.id
    enabled = var.logging
  }
}

resource "aws_lb" "unknown_dynamic" {
  name = "g"
  dynamic "access_logs" {
    for_each = var.buckets
    content {
      bucket  = access_logs.value
      enabled = true
    }
  }
}

resource "aws_alb" "pass_logging" {
  name = "h"
  access_logs {
    bucket  = "logs"
    enabled = true
  }
}

resource "aws_alb" "fail_default" {
  name = "i"
}

module "balancer" {
  source  = "./balancer"
  logging = true
}
