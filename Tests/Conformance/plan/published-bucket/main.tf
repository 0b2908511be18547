terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  s3_use_path_style = true
}

# The second step gives other arguments to the same modules.
variable "later" {
  type    = bool
  default = false
}

data "aws_caller_identity" "me" {}

resource "aws_sqs_queue" "uploads" {
  count = var.later ? 1 : 0

  name = "uploads"
}

resource "aws_kms_key" "objects" {
  description = "objects"
}

data "aws_iam_policy_document" "extra" {
  statement {
    sid       = "Readers"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::plumb-pub-data/*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.me.account_id]
    }
  }
}

module "log_bucket" {
  source = "./modules/bucket"

  bucket        = "plumb-pub-logs"
  force_destroy = true
  acl           = "log-delivery-write"

  control_object_ownership              = true
  object_ownership                      = "ObjectWriter"
  attach_access_log_delivery_policy     = true
  access_log_delivery_policy_sources    = ["arn:aws:s3:::plumb-pub-data"]
  attach_deny_insecure_transport_policy = true
}

module "data" {
  source = "./modules/bucket"

  bucket = "plumb-pub-data"
  tags   = merge({ Owner = "data" }, var.later ? { Later = "yes" } : {})

  attach_policy                         = true
  policy                                = data.aws_iam_policy_document.extra.json
  attach_deny_insecure_transport_policy = true
  attach_require_latest_tls_policy      = !var.later

  logging = {
    target_bucket = module.log_bucket.id
    target_prefix = "data/"
    target_object_key_format = {
      partitioned_prefix = {
        partition_date_source = "DeliveryTime"
      }
    }
  }

  versioning = {
    status     = !var.later
    mfa_delete = false
  }

  server_side_encryption_configuration = {
    rule = {
      apply_server_side_encryption_by_default = {
        kms_master_key_id = aws_kms_key.objects.arn
        sse_algorithm     = "aws:kms"
      }
    }
  }

  cors_rule = [
    {
      allowed_methods = ["PUT", "POST"]
      allowed_origins = ["https://example.com"]
      allowed_headers = ["*"]
      expose_headers  = ["ETag"]
      max_age_seconds = 3000
    },
    {
      allowed_methods = ["GET"]
      allowed_origins = ["*"]
    },
  ]

  lifecycle_rule       = [for rule in local.lifecycle_rule : rule if var.later]
  metric_configuration = [for metric in local.metric_configuration : metric if var.later]
  intelligent_tiering  = { for name, tiering in local.intelligent_tiering : name => tiering if var.later }
}

# What the stand-in cannot keep is only planned, in the second step.
locals {
  lifecycle_rule = [
    {
      id      = "log"
      enabled = true
      filter = {
        tags = {
          some    = "value"
          another = "value2"
        }
        prefix = "log/"
      }
      transition = [
        { days = 30, storage_class = "ONEZONE_IA" },
        { days = 60, storage_class = "GLACIER" },
      ]
      noncurrent_version_transition          = [{ days = 30, storage_class = "STANDARD_IA" }]
      abort_incomplete_multipart_upload_days = 3
    },
    {
      id                            = "old"
      enabled                       = "true"
      filter                        = { prefix = "old/" }
      expiration                    = { days = 90 }
      noncurrent_version_expiration = { newer_noncurrent_versions = 5, days = 30 }
    },
  ]
  metric_configuration = [
    { name = "documents", filter = { prefix = "documents/", tags = { priority = "high" } } },
    { name = "all" },
  ]
  intelligent_tiering = {
    general = {
      status = "Enabled"
      filter = { prefix = "/", tags = { Environment = "dev" } }
      tiering = {
        ARCHIVE_ACCESS      = { days = 180 }
        DEEP_ARCHIVE_ACCESS = { days = 200 }
      }
    }
    documents = {
      status  = false
      tiering = { ARCHIVE_ACCESS = { days = 125 } }
    }
  }
}

module "disabled" {
  source        = "./modules/bucket"
  create_bucket = var.later
  bucket        = "plumb-pub-disabled"
}

module "notifications" {
  source = "./modules/bucket/modules/notification"
  count  = var.later ? 1 : 0

  bucket = module.data.id
  sqs_notifications = {
    uploads = {
      queue_arn     = aws_sqs_queue.uploads[0].arn
      queue_id      = aws_sqs_queue.uploads[0].id
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = "in/"
    }
  }
}

module "wrapper" {
  source = "./modules/wrapper"

  defaults = {
    force_destroy = true
    tags          = { Wrapped = "yes" }
    website       = { index_document = "index.html" }
  }

  items = {
    one = {
      bucket = "plumb-pub-one"
    }
    two = {
      bucket  = "plumb-pub-two"
      tags    = { Wrapped = "again" }
      website = { redirect_all_requests_to = { host_name = "example.com" } }
    }
  }
}

output "data" {
  value = module.data
}

output "policy" {
  value = module.data.policy
}

output "disabled" {
  value = module.disabled.id
}

output "wrapped" {
  value = { for name, bucket in module.wrapper.wrapper : name => bucket.arn }
}

output "notifications" {
  value = one(module.notifications[*].id)
}
