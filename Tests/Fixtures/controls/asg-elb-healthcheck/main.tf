variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

locals {
  check = "ELB"
}

resource "aws_lb_target_group" "aside_web" {}

resource "aws_autoscaling_group" "pass_elb" {
  min_size          = 1
  max_size          = 2
  target_group_arns = [aws_lb_target_group.aside_web.arn]
  health_check_type = local.check
}

resource "aws_autoscaling_group" "aside_alone" {
  min_size = 1
  max_size = 2
}

resource "aws_autoscaling_group" "fail_default" {
  count             = 2
  min_size          = 1
  max_size          = 2
  target_group_arns = [aws_lb_target_group.aside_web.arn]
}

resource "aws_autoscaling_group" "fail_ec2" {
  min_size          = 1
  max_size          = 2
  load_balancers    = ["web"]
  health_check_type = "EC2"
}

resource "aws_autoscaling_group" "fail_attached" {
  min_size = 1
  max_size = 2
}

resource "aws_autoscaling_attachment" "aside_web" {
  autoscaling_group_name = aws_autoscaling_group.fail_attached.name
  lb_target_group_arn    = aws_lb_target_group.aside_web.arn
}

resource "aws_autoscaling_group" "fail_traffic_source" {
  min_size = 1
  max_size = 2
  traffic_source {
    identifier = aws_lb_target_group.aside_web.arn
    type       = "elbv2"
  }
}

resource "aws_autoscaling_group" "unknown_variable" {
  min_size          = 1
  max_size          = 2
  target_group_arns = [aws_lb_target_group.aside_web.arn]
  health_check_type = var.value
}

module "group" {
  source = "./group"
  check  = "EC2"
}
