terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.primary, aws.second]
    }
  }
}

resource "aws_sns_topic" "primary" {
  provider = aws.primary
  name     = "pair"
}

resource "aws_sns_topic" "second" {
  provider = aws.second
  name     = "pair"
}
