# Several arguments of one object force its replacement.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

variable "prefix" {
  type    = string
  default = "first"
}

resource "aws_iam_role" "role" {
  name = "${var.prefix}-role"
  path = "/${var.prefix}/"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "policy" {
  name = "${var.prefix}-policy"
  role = aws_iam_role.role.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Action = "s3:GetObject", Effect = "Allow", Resource = "*" }]
  })
}

resource "aws_vpc" "network" {
  cidr_block = var.prefix == "first" ? "10.0.0.0/16" : "10.1.0.0/16"
}

resource "aws_subnet" "subnet" {
  vpc_id            = aws_vpc.network.id
  cidr_block        = cidrsubnet(aws_vpc.network.cidr_block, 8, 1)
  availability_zone = var.prefix == "first" ? "eu-central-1a" : "eu-central-1b"
}
