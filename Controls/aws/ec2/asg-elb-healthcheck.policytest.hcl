policytest {
  targets = ["asg-elb-healthcheck.policy.hcl"]
}

resource "aws_autoscaling_group" "elb" {
  attrs = { id = "a", name = "a", target_group_arns = ["tg"], health_check_type = "ELB" }
}

resource "aws_autoscaling_group" "null" {
  expect_failure = true
  attrs          = { id = "b", name = "b", target_group_arns = ["tg"], health_check_type = null }
}

resource "aws_autoscaling_group" "ec2" {
  expect_failure = true
  attrs          = { id = "c", name = "c", load_balancers = ["lb"], health_check_type = "EC2" }
}

resource "aws_autoscaling_group" "alone" {
  attrs = { id = "d", name = "d", target_group_arns = [], load_balancers = null, health_check_type = null }
}

resource "aws_autoscaling_group" "attached" {
  expect_failure = true
  attrs          = { id = "e", name = "e", target_group_arns = null, load_balancers = null, health_check_type = null }
}

resource "aws_autoscaling_attachment" "e" {
  attrs = { autoscaling_group_name = "e", lb_target_group_arn = "tg" }
}
