terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
variable "cidr" { default = "10.0.0.0/16" }
resource "aws_vpc" "main" {
  cidr_block = var.cidr
}
resource "aws_security_group" "g" {
  name = "g"
  ingress {
    from_port = 1
    to_port = 2
    protocol = "tcp"
  }
}
resource "aws_subnet" "many" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
output "vpc" { value = aws_vpc.main }
output "sg" { value = aws_security_group.g }
output "subnets" { value = aws_subnet.many }
