variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes      = true
  internet = "0.0.0.0/0"
}

resource "aws_vpc" "aside_net" {
  cidr_block = "10.0.0.0/16"
}

# checkov: says the same of it.
resource "aws_default_vpc" "fail_used" {}

resource "aws_default_subnet" "fail_used" {
  count             = 2
  availability_zone = "eu-central-1a"
}

resource "aws_security_group" "pass_own" {
  vpc_id = aws_vpc.aside_net.id
}

# checkov: says nothing of groups.
resource "aws_security_group" "fail_left_out" {}

resource "aws_security_group" "unknown_variable" {
  vpc_id = var.value
}

module "group" {
  source  = "./group"
  network = aws_vpc.aside_net.id
}
