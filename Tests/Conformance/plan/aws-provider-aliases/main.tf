terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "owner" {
  type    = string
  default = "ada"
}

provider "aws" {
  region            = "eu-central-1"
  s3_use_path_style = true

  default_tags {
    tags = { Owner = var.owner }
  }
}

provider "aws" {
  alias             = "america"
  region            = "us-east-1"
  s3_use_path_style = true

  default_tags {
    tags = { Owner = var.owner, Region = "america" }
  }
}

data "aws_region" "here" {}

data "aws_region" "there" {
  provider = aws.america
}

resource "aws_sns_topic" "here" {
  name = "here"
  tags = { Name = data.aws_region.here.name }
}

resource "aws_sns_topic" "there" {
  provider = aws.america
  name     = "there"
}

module "implicit" {
  source = "./topics"
  names  = ["x"]
}

module "passed" {
  source = "./topics"
  names  = ["y", "z"]

  providers = {
    aws = aws.america
  }
}

module "both" {
  source = "./pair"

  providers = {
    aws.primary = aws
    aws.second  = aws.america
  }
}

output "regions" {
  value = [data.aws_region.here.name, data.aws_region.there.name, module.passed.region]
}
