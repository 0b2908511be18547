variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "pass_versioned" {

}

resource "aws_s3_bucket_versioning" "pass_on" {
  bucket = aws_s3_bucket.pass_versioned.id
  versioning_configuration {
    status = local.enabled
  }
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

# checkov: fails the bucket as well.

resource "aws_s3_bucket" "pass_suspended" {
  bucket = "suspended"
}

resource "aws_s3_bucket_versioning" "fail_suspended" {
  bucket = aws_s3_bucket.pass_suspended.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket" "pass_counted" {
  count = 2
}

resource "aws_s3_bucket_versioning" "pass_counted" {
  bucket = aws_s3_bucket.pass_counted[count.index].id
  count  = 2
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "pass_asked" {

}

resource "aws_s3_bucket_versioning" "unknown_variable" {
  bucket = aws_s3_bucket.pass_asked.id
  versioning_configuration {
    status = var.value
  }
}

resource "aws_s3_bucket" "fail_old_off" {
  bucket = "old"
  versioning {
    enabled = false
  }
}

resource "aws_s3_bucket" "pass_old_on" {
  bucket = "old-on"
  versioning {
    enabled = true
  }
}

module "bucket" {
  source = "./bucket"
  value  = "Disabled"
}
