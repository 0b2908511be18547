variable "check" {}

resource "aws_autoscaling_group" "fail_in_module" {
  min_size          = 1
  max_size          = 2
  load_balancers    = ["web"]
  health_check_type = var.check
}
