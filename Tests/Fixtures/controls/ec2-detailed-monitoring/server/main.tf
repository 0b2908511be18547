variable "monitored" {}

resource "aws_instance" "fail_in_module" {
  monitoring = var.monitored
}
