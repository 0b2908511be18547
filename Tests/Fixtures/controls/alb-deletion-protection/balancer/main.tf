variable "protected" {
  type    = bool
  default = false
}

resource "aws_lb" "fail_in_module" {
  name                       = "m"
  enable_deletion_protection = var.protected
}
