variable "bucket" {
  type = string
}

variable "acl" {
  type = string
}

# checkov: has no such check.
resource "aws_s3_bucket" "aside_private" {}

resource "aws_s3_bucket_policy" "aside_private" {
  bucket = aws_s3_bucket.aside_private.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.aside_private.arn}/*"
    }]
  })
}

resource "aws_s3_bucket" "aside_open" {
  bucket = "open"
}

resource "aws_s3_bucket_acl" "aside_open" {
  bucket = aws_s3_bucket.aside_open.id
  acl    = "public-read"
}

resource "aws_s3_bucket" "aside_published" {}

resource "aws_s3_bucket_policy" "aside_published" {
  bucket = aws_s3_bucket.aside_published.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
  })
}

# A policy for everybody has no effect behind a block.
resource "aws_s3_bucket" "aside_blocked" {}

resource "aws_s3_bucket_policy" "aside_blocked" {
  bucket = aws_s3_bucket.aside_blocked.id
  policy = aws_s3_bucket_policy.aside_published.policy
}

resource "aws_s3_bucket_public_access_block" "aside_blocked" {
  bucket                  = aws_s3_bucket.aside_blocked.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "aside_asked" {}

resource "aws_s3_bucket_acl" "aside_asked" {
  bucket = aws_s3_bucket.aside_asked.id
  acl    = var.acl
}

resource "aws_cloudtrail" "pass_private" {
  name           = "pass_private"
  s3_bucket_name = aws_s3_bucket.aside_private.id

}

resource "aws_cloudtrail" "pass_blocked" {
  name           = "pass_blocked"
  s3_bucket_name = aws_s3_bucket.aside_blocked.id

}

resource "aws_cloudtrail" "fail_open" {
  name           = "fail_open"
  s3_bucket_name = "open"

}

resource "aws_cloudtrail" "fail_published" {
  name           = "fail_published"
  s3_bucket_name = aws_s3_bucket.aside_published.id
  for_each       = toset(["a", "b"])
}

resource "aws_cloudtrail" "unknown_acl" {
  name           = "unknown_acl"
  s3_bucket_name = aws_s3_bucket.aside_asked.id

}

resource "aws_cloudtrail" "unknown_elsewhere" {
  name           = "unknown_elsewhere"
  s3_bucket_name = "somebody-elses"

}

resource "aws_cloudtrail" "unknown_variable" {
  name           = "unknown_variable"
  s3_bucket_name = var.bucket

}

module "trail" {
  source = "./trail"
  bucket = aws_s3_bucket.aside_open.id
}
