variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "aside_website" {
  bucket = "website"
}

resource "aws_s3_bucket" "aside_unnamed" {

}

resource "aws_s3_bucket" "fail_backup" {
  bucket = "backup-${var.suffix}-eu"
}

resource "aws_s3_bucket" "fail_each" {
  for_each = toset(["a", "b"])
  bucket   = "backup-${each.key}"
}

resource "aws_s3_bucket" "pass_locked" {
  bucket_prefix       = "backup"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "fail_trail" {

}

resource "aws_cloudtrail" "aside_trail" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.fail_trail.id
}

resource "aws_s3_bucket" "pass_configured" {
  bucket = "backup-configured"
}

resource "aws_s3_bucket_object_lock_configuration" "pass_configured" {
  bucket = aws_s3_bucket.pass_configured.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 30
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "fail_without_retention" {
  bucket              = aws_s3_bucket.pass_configured.id
  object_lock_enabled = local.enabled
}

resource "aws_s3_bucket_object_lock_configuration" "unknown_variable" {
  bucket = aws_s3_bucket.pass_configured.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.value
    }
  }
}

module "bucket" {
  source = "./bucket"
  value  = "backup-of-the-module"
}
