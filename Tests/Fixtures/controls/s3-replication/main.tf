variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "pass_copied" {

}

resource "aws_s3_bucket_replication_configuration" "pass_on" {
  bucket = aws_s3_bucket.pass_copied.id
  role   = "arn:aws:iam::123456789012:role/replication"
  rule {
    id     = "all"
    status = local.enabled
    destination {
      bucket = "arn:aws:s3:::copy"
    }
  }
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "fail_each" {
  for_each = toset(["a", "b"])
  bucket   = "each-${each.key}"
}

# checkov: says failed of the bucket as well as of the replication, which answers for it here.
resource "aws_s3_bucket" "pass_switched_off" {

}

resource "aws_s3_bucket_replication_configuration" "fail_off" {
  bucket = aws_s3_bucket.pass_switched_off.id
  role   = "arn:aws:iam::123456789012:role/replication"
  rule {
    id     = "all"
    status = "Disabled"
    destination {
      bucket = "arn:aws:s3:::copy"
    }
  }
}

resource "aws_s3_bucket" "pass_asked" {

}

resource "aws_s3_bucket_replication_configuration" "unknown_variable" {
  bucket = aws_s3_bucket.pass_asked.id
  role   = "arn:aws:iam::123456789012:role/replication"
  rule {
    id     = "all"
    status = var.value
    destination {
      bucket = "arn:aws:s3:::copy"
    }
  }
}

module "bucket" {
  source = "./bucket"
  value  = "Disabled"
}
