variable "description" {}

resource "aws_security_group" "fail_in_module" {
  description = var.description
}
