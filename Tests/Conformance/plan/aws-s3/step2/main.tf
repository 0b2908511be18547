locals {
  buckets = {
    assets = { versioning = "Enabled" }
    logs   = { versioning = "Enabled" }
  }
}

resource "aws_s3_bucket" "b" {
  for_each      = local.buckets
  bucket        = each.key == "logs" ? "conformance-new-logs" : "conformance-${each.key}"
  force_destroy = true
  tags          = { Purpose = each.key }
}

resource "aws_s3_bucket_versioning" "b" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = each.value.versioning
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b["assets"].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket              = aws_s3_bucket.b["assets"].id
  block_public_acls   = true
  block_public_policy = true
}

resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b["logs"].id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_cors_configuration" "b" {
  bucket = aws_s3_bucket.b["assets"].id
  dynamic "cors_rule" {
    for_each = ["https://a.example", "https://b.example"]
    iterator = origin
    content {
      allowed_methods = ["GET"]
      allowed_origins = [origin.value]
      max_age_seconds = 60 * (origin.key + 1)
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b["logs"].arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b["logs"].id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket.b["assets"].bucket
  key          = "index.html"
  content      = "<h1>Goodbye</h1>"
  content_type = "text/html"

  # The bucket's encryption shows in the object.
  depends_on = [aws_s3_bucket_server_side_encryption_configuration.b]
}
