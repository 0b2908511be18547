terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
}

resource "aws_iam_user" "there" {
  name = "bot"
}

resource "aws_vpc" "moved" {
  cidr_block = "10.0.0.0/16"
}

import {
  to = aws_iam_user.there
  id = "nobody"
}

import {
  to = aws_vpc.moved
  id = "vpc-00000000"
}
