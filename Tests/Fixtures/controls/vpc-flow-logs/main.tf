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

resource "aws_vpc" "pass_all" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "pass_rejected" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "fail_none" {
  cidr_block = "10.0.0.0/16"
}

# checkov: says passed, for it does not look at what is logged.
resource "aws_vpc" "fail_accepted_only" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "fail_subnet_only" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "unknown_variable" {
  cidr_block = "10.0.0.0/16"
}

# checkov: says failed, for it does not find the log of each instance.
resource "aws_vpc" "pass_each" {
  for_each   = toset(["a", "b"])
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "aside_all" {
  vpc_id          = aws_vpc.pass_all.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::flows"
}

resource "aws_flow_log" "aside_each" {
  for_each        = aws_vpc.pass_each
  vpc_id          = each.value.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::flows"
}

resource "aws_flow_log" "aside_rejected" {
  vpc_id          = aws_vpc.pass_rejected.id
  traffic_type    = "REJECT"
  log_destination = "arn:aws:s3:::flows"
}

# checkov: passes the VPC, for it does not look at the type.
resource "aws_flow_log" "aside_accepted" {
  vpc_id          = aws_vpc.fail_accepted_only.id
  traffic_type    = "ACCEPT"
  log_destination = "arn:aws:s3:::flows"
}

resource "aws_subnet" "aside_subnet" {
  vpc_id     = aws_vpc.fail_subnet_only.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_flow_log" "aside_subnet" {
  subnet_id       = aws_subnet.aside_subnet.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::flows"
}

resource "aws_flow_log" "aside_variable" {
  vpc_id          = aws_vpc.unknown_variable.id
  traffic_type    = var.value
  log_destination = "arn:aws:s3:::flows"
}

resource "aws_default_vpc" "fail_none" {}

module "network" {
  source = "./network"
  type   = "ACCEPT"
}
