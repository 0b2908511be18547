variable "value" {
  type = string
}

variable "suffix" {
  type = string
}

locals {
  enabled = "Enabled"
}

resource "aws_s3_bucket" "pass_clean" {

}

resource "aws_s3_bucket_lifecycle_configuration" "pass_abort" {
  bucket = aws_s3_bucket.pass_clean.id
  rule {
    id     = "all"
    status = local.enabled
    filter {}
    expiration {
      days = 365
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket" "fail_bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "fail_counted" {
  count = 2
}

resource "aws_s3_bucket" "pass_with_weak_rule" {

}

resource "aws_s3_bucket_lifecycle_configuration" "fail_without_abort" {
  bucket = aws_s3_bucket.pass_with_weak_rule.id
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    expiration {
      days = 365
    }
  }
}

resource "aws_s3_bucket" "pass_switched_off" {

}

resource "aws_s3_bucket_lifecycle_configuration" "fail_disabled" {
  bucket = aws_s3_bucket.pass_switched_off.id
  rule {
    id     = "all"
    status = "Disabled"
    filter {}
    expiration {
      days = 365
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket" "pass_asked" {

}

resource "aws_s3_bucket_lifecycle_configuration" "unknown_variable" {
  bucket = aws_s3_bucket.pass_asked.id
  rule {
    id     = "all"
    status = var.value
    filter {}
    expiration {
      days = 365
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket" "pass_two_rules" {

}

resource "aws_s3_bucket_lifecycle_configuration" "pass_second_rule" {
  bucket = aws_s3_bucket.pass_two_rules.id
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    expiration {
      days = 365
    }
  }
  dynamic "rule" {
    for_each = ["uploads"]
    content {
      id     = rule.value
      status = "Enabled"
      filter {}
      abort_incomplete_multipart_upload {
        days_after_initiation = 3
      }
    }
  }
}

resource "aws_s3_bucket" "pass_old_argument" {
  bucket = "old"
  lifecycle_rule {
    enabled = true
    expiration {
      days = 30
    }
  }
}

module "bucket" {
  source = "./bucket"
  value  = "Disabled"
}
