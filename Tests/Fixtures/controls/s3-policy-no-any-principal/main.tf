variable "policy" {
  type = string
}

variable "principal" {
  type = string
}

locals {
  everybody = "*"
}

resource "aws_s3_bucket" "aside_bucket" {}

resource "aws_iam_role" "aside_reader" {
  assume_role_policy = "{}"
}

resource "aws_s3_bucket_policy" "pass_role" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/reader" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.aside_bucket.arn}/*"
    }]
  })
}

resource "aws_s3_bucket_policy" "pass_organization" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = data.aws_iam_policy_document.aside_organization.json
}

data "aws_iam_policy_document" "aside_organization" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.aside_bucket.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-abcdefghij"]
    }
  }
}

# A statement that denies to everybody is what one wants.
# checkov: passes it, too.
resource "aws_s3_bucket_policy" "pass_denies" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "fail_everybody" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = <<-JSON
    {
      "Statement": {
        "Effect": "Allow",
        "Principal": "${local.everybody}",
        "Action": ["s3:GetObject"],
        "Resource": "${aws_s3_bucket.aside_bucket.arn}/*"
      }
    }
  JSON
}

resource "aws_s3_bucket_policy" "fail_all_but_one" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = jsonencode({
    Statement = [{
      Effect       = "Allow"
      NotPrincipal = { AWS = "arn:aws:iam::123456789012:user/guest" }
      Action       = "s3:GetObject"
      Resource     = "*"
    }]
  })
}

resource "aws_s3_bucket_policy" "fail_document" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = data.aws_iam_policy_document.aside_public.json
}

data "aws_iam_policy_document" "aside_public" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.aside_bucket.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "fail_useless_condition" {
  count  = 1
  bucket = aws_s3_bucket.aside_bucket.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["*"] }
      Action    = "s3:PutObject"
      Resource  = "*"
      Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "unknown_policy" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = var.policy
}

resource "aws_s3_bucket_policy" "unknown_principal" {
  bucket = aws_s3_bucket.aside_bucket.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.principal }
      Action    = "s3:GetObject"
      Resource  = "*"
    }]
  })
}

resource "aws_s3_bucket" "fail_old_argument" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
  })
}

module "public" {
  source    = "./bucket"
  principal = "*"
}
