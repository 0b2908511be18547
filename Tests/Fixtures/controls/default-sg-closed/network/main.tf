variable "range" {}

resource "aws_vpc" "fail_in_module" {
  cidr_block = var.range
}
