variable "logging" {
  type = bool
}

resource "aws_lb" "pass_in_module" {
  name = "m"
  access_logs {
    bucket  = "logs"
    enabled = var.logging
  }
}
