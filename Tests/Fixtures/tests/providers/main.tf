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
data "aws_region" "r" {
}
output "region" { value = data.aws_region.r.name }
