variable "type" {}

resource "aws_vpc" "fail_in_module" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "aside_in_module" {
  vpc_id       = aws_vpc.fail_in_module.id
  traffic_type = var.type
}
