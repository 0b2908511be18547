terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

provider "aws" {
  region = var.region

  # A stand-in for AWS on this machine answers on one address for all buckets; a real account needs none of this.
  s3_use_path_style           = var.local_stand_in
  skip_credentials_validation = var.local_stand_in
  skip_metadata_api_check     = var.local_stand_in
  skip_region_validation      = var.local_stand_in

  default_tags {
    tags = local.tags
  }
}
