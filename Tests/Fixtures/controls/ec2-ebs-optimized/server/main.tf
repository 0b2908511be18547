variable "type" {}

resource "aws_instance" "fail_in_module" {
  instance_type = var.type
}
