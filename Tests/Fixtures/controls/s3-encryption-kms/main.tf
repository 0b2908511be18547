variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

locals {
  algorithm = "aws:kms"
}

resource "aws_s3_bucket" "pass_keyed" {

}

resource "aws_s3_bucket_server_side_encryption_configuration" "pass_kms" {
  bucket = aws_s3_bucket.pass_keyed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = local.algorithm
    }
  }
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "fail_counted" {
  count = 2
}

# checkov: says failed of the bucket, whose encryption is a resource of its own and answers for it here.
resource "aws_s3_bucket" "pass_aes" {

}

resource "aws_s3_bucket_server_side_encryption_configuration" "fail_aes" {
  bucket = aws_s3_bucket.pass_aes.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket" "pass_asked" {

}

resource "aws_s3_bucket_server_side_encryption_configuration" "unknown_variable" {
  bucket = aws_s3_bucket.pass_asked.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.value
    }
  }
}

resource "aws_s3_bucket" "pass_dynamic" {

}

resource "aws_s3_bucket_server_side_encryption_configuration" "pass_dynamic" {
  bucket = aws_s3_bucket.pass_dynamic.id
  dynamic "rule" {
    for_each = ["aws:kms:dsse"]
    content {
      apply_server_side_encryption_by_default {
        sse_algorithm = rule.value
      }
    }
  }
}

module "bucket" {
  source = "./bucket"
  value  = "AES256"
}
