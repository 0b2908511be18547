variable "bucket" {
  type = string
}

variable "suffix" {
  type = string
}

resource "aws_s3_bucket" "aside_logged" {
  bucket = "logged-${var.suffix}"
}

resource "aws_s3_bucket_logging" "aside_logged" {
  bucket        = aws_s3_bucket.aside_logged.id
  target_bucket = "access"
  target_prefix = "trail/"
}

resource "aws_s3_bucket" "aside_bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "aside_many" {
  count = 2
}

resource "aws_s3_bucket" "aside_old" {
  bucket = "old"
  logging {
    target_bucket = "access"
  }
}

resource "aws_cloudtrail" "pass_logged" {
  name           = "pass_logged"
  s3_bucket_name = aws_s3_bucket.aside_logged.id

}

resource "aws_cloudtrail" "pass_by_bucket" {
  name           = "pass_by_bucket"
  s3_bucket_name = aws_s3_bucket.aside_logged.bucket

}

resource "aws_cloudtrail" "pass_old_argument" {
  name           = "pass_old_argument"
  s3_bucket_name = "old"

}

resource "aws_cloudtrail" "fail_bare" {
  name           = "fail_bare"
  s3_bucket_name = aws_s3_bucket.aside_bare.id

}

resource "aws_cloudtrail" "fail_count" {
  name           = "fail_count"
  s3_bucket_name = aws_s3_bucket.aside_many[count.index].bucket
  count          = 2
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
  bucket = aws_s3_bucket.aside_bare.id
}
