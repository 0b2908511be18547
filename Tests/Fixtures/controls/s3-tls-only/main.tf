variable "policy" {
  type = string
}

variable "secure" {
  type = string
}

locals {
  refused = "false"
}

resource "aws_s3_bucket" "pass_encoded" {}

resource "aws_s3_bucket_policy" "pass_encoded" {
  bucket = aws_s3_bucket.pass_encoded.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TLS"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.pass_encoded.arn, "${aws_s3_bucket.pass_encoded.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = local.refused } }
    }]
  })
}

data "aws_iam_policy_document" "aside_tls" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.pass_document.arn, "${aws_s3_bucket.pass_document.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket" "pass_document" {
  bucket = "document"
}

resource "aws_s3_bucket_policy" "pass_document" {
  bucket = aws_s3_bucket.pass_document.id
  policy = data.aws_iam_policy_document.aside_tls.json
}

resource "aws_s3_bucket" "fail_without_policy" {
  for_each = toset(["a", "b"])
  bucket   = each.key
}

resource "aws_s3_bucket" "pass_with_weak_policy" {}

resource "aws_s3_bucket_policy" "fail_allows_only" {
  bucket = aws_s3_bucket.pass_with_weak_policy.id
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
        "Action": "s3:GetObject",
        "Resource": "${aws_s3_bucket.pass_with_weak_policy.arn}/*"
      }]
    }
  JSON
}

resource "aws_s3_bucket_policy" "fail_for_one_only" {
  bucket = aws_s3_bucket.pass_with_weak_policy.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = { AWS = "arn:aws:iam::123456789012:role/upload" }
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "pass_asked" {}

resource "aws_s3_bucket_policy" "unknown_policy" {
  bucket = aws_s3_bucket.pass_asked.id
  policy = var.policy
}

resource "aws_s3_bucket_policy" "unknown_value" {
  bucket = aws_s3_bucket.pass_asked.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = var.secure } }
    }]
  })
}

module "bucket" {
  source = "./bucket"
  policy = jsonencode({ Statement = [] })
}
