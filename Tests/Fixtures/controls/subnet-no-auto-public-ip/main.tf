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

resource "aws_subnet" "pass_default" {
  vpc_id     = aws_vpc.aside_net.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "pass_off" {
  vpc_id                  = aws_vpc.aside_net.id
  cidr_block              = "10.0.2.0/24"
  map_public_ip_on_launch = false
}

resource "aws_subnet" "fail_on" {
  count                   = 3
  vpc_id                  = aws_vpc.aside_net.id
  cidr_block              = cidrsubnet(aws_vpc.aside_net.cidr_block, 8, count.index)
  map_public_ip_on_launch = local.yes
}

resource "aws_subnet" "unknown_variable" {
  vpc_id                  = aws_vpc.aside_net.id
  cidr_block              = "10.0.9.0/24"
  map_public_ip_on_launch = var.on
}

resource "aws_default_subnet" "fail_default" {
  availability_zone = "eu-central-1a"
}

resource "aws_default_subnet" "pass_off" {
  availability_zone       = "eu-central-1b"
  map_public_ip_on_launch = false
}

module "subnet" {
  source = "./subnet"
  public = true
}
