variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "aside_bucket" {

}

resource "aws_s3_bucket_ownership_controls" "pass_enforced" {
  bucket = aws_s3_bucket.aside_bucket.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_ownership_controls" "fail_preferred" {
  bucket = aws_s3_bucket.aside_bucket.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_ownership_controls" "fail_each" {
  bucket   = each.key
  for_each = toset(["a", "b"])
  rule {
    object_ownership = "ObjectWriter"
  }
}

resource "aws_s3_bucket_ownership_controls" "unknown_variable" {
  bucket = aws_s3_bucket.aside_bucket.id
  rule {
    object_ownership = var.value
  }
}

module "bucket" {
  source = "./bucket"
  value  = "ObjectWriter"
}
