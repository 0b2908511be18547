terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  s3_use_path_style           = true
}
