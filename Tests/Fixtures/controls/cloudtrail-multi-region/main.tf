variable "everywhere" {
  type = bool
}

locals {
  yes = true
}

resource "aws_cloudtrail" "pass_everywhere" {
  name                  = "pass_everywhere"
  s3_bucket_name        = "logs"
  is_multi_region_trail = local.yes
}

resource "aws_cloudtrail" "fail_default" {
  name           = "fail_default"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "fail_each" {
  name                  = "fail_each"
  s3_bucket_name        = "logs"
  for_each              = toset(["a", "b"])
  is_multi_region_trail = false
}

# checkov: says passed, for it does not look at which events are logged.
resource "aws_cloudtrail" "fail_without_management" {
  name                  = "fail_without_management"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  event_selector {
    include_management_events = false
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudtrail" "pass_with_two_selectors" {
  name                  = "pass_with_two_selectors"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  event_selector {
    include_management_events = false
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
  event_selector {
    read_write_type = "All"
  }
}

resource "aws_cloudtrail" "pass_advanced" {
  name                  = "pass_advanced"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }
}

# checkov: says passed, for it does not look at which events are logged.
resource "aws_cloudtrail" "fail_advanced" {
  name                  = "fail_advanced"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  dynamic "advanced_event_selector" {
    for_each = ["Data"]
    content {
      field_selector {
        field  = "eventCategory"
        equals = [advanced_event_selector.value]
      }
    }
  }
}

resource "aws_cloudtrail" "unknown_variable" {
  name                  = "unknown_variable"
  s3_bucket_name        = "logs"
  is_multi_region_trail = var.everywhere
}

module "trail" {
  source     = "./trail"
  everywhere = false
}
