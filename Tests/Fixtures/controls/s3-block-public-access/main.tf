variable "strict" {
  type = bool
}

variable "bucket" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  names = toset(["a", "b"])
  on    = true
}

resource "aws_s3_bucket" "pass_blocked" {}

resource "aws_s3_bucket_public_access_block" "pass_blocked" {
  bucket                  = aws_s3_bucket.pass_blocked.id
  block_public_acls       = local.on
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Named by its bucket argument instead of its id.
resource "aws_s3_bucket" "pass_named" {
  bucket = "logs-${var.suffix}"
}

resource "aws_s3_bucket_public_access_block" "pass_named" {
  bucket                  = aws_s3_bucket.pass_named.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# checkov: says failed, for it does not find the block of each instance, or through a module.
resource "aws_s3_bucket" "pass_each" {
  for_each = local.names
  bucket   = "things-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "pass_each" {
  for_each                = aws_s3_bucket.pass_each
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

# The block is there: what is wrong is said of it, and once.
# checkov: fails the bucket as well.
resource "aws_s3_bucket" "pass_with_weak_block" {
  bucket = "weak"
}

resource "aws_s3_bucket_public_access_block" "fail_default" {
  bucket = aws_s3_bucket.pass_with_weak_block.id
}

# checkov: says failed of the bucket as well as of the block, which answers for it here.
resource "aws_s3_bucket" "pass_with_half_block" {
  count = 2
}

resource "aws_s3_bucket_public_access_block" "fail_one_false" {
  count                   = 2
  bucket                  = aws_s3_bucket.pass_with_half_block[count.index].id
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "pass_asked" {}

resource "aws_s3_bucket_public_access_block" "unknown_variable" {
  bucket                  = aws_s3_bucket.pass_asked.id
  block_public_acls       = var.strict
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

module "bucket" {
  source = "./bucket"
  strict = false
}
