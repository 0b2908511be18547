variable "acl" {
  type = string
}

variable "group" {
  type = string
}

locals {
  acl = "public-read"
}

resource "aws_s3_bucket" "aside_bucket" {}

resource "aws_s3_bucket_acl" "pass_private" {
  bucket = aws_s3_bucket.aside_bucket.id
  acl    = "private"
}

resource "aws_s3_bucket_acl" "pass_owner" {
  bucket = aws_s3_bucket.aside_bucket.id
  access_control_policy {
    owner {
      id = "abc"
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = "abc"
      }
    }
    grant {
      permission = "WRITE"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
  }
}

# checkov: says passed of the ACL as a resource of its own, in which it looks for single grantees only.
resource "aws_s3_bucket_acl" "fail_read" {
  bucket = aws_s3_bucket.aside_bucket.id
  acl    = local.acl
}

# checkov: says passed of the ACL as a resource of its own, in which it looks for single grantees only.
resource "aws_s3_bucket_acl" "fail_each" {
  for_each = toset(["public-read-write", "authenticated-read"])
  bucket   = aws_s3_bucket.aside_bucket.id
  acl      = each.key
}

resource "aws_s3_bucket_acl" "fail_grant" {
  bucket = aws_s3_bucket.aside_bucket.id
  access_control_policy {
    owner {
      id = "abc"
    }
    dynamic "grant" {
      for_each = ["READ", "READ_ACP"]
      content {
        permission = grant.value
        grantee {
          type = "Group"
          uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
        }
      }
    }
  }
}

resource "aws_s3_bucket_acl" "unknown_variable" {
  bucket = aws_s3_bucket.aside_bucket.id
  acl    = var.acl
}

resource "aws_s3_bucket_acl" "unknown_grant" {
  bucket = aws_s3_bucket.aside_bucket.id
  access_control_policy {
    owner {
      id = "abc"
    }
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = var.group
      }
    }
  }
}

resource "aws_s3_bucket" "fail_old_argument" {
  acl = "public-read"
}

resource "aws_s3_bucket" "pass_old_argument" {
  acl = "private"
}

resource "aws_s3_bucket" "fail_old_grant" {
  grant {
    type        = "Group"
    permissions = ["READ"]
    uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
  }
}

module "public" {
  source = "./bucket"
  acl    = "public-read"
}
