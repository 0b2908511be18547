variable "network" {
  default = null
}

resource "aws_security_group" "pass_in_module" {
  vpc_id = var.network
}
