variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
  no  = false
}

resource "aws_cloudtrail" "fail_management_only" {
  name                  = "fail_management_only"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
}

resource "aws_cloudtrail" "pass_all_buckets" {
  name           = "pass_all_buckets"
  s3_bucket_name = "logs"
  event_selector {

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudtrail" "pass_one_direction" {
  name           = "pass_one_direction"
  s3_bucket_name = "logs"
  count          = 2
  event_selector {
    read_write_type = "ReadOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudtrail" "pass_covered_by_another" {
  name           = "pass_covered_by_another"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "unknown_variable" {
  name                  = "unknown_variable"
  s3_bucket_name        = "logs"
  is_multi_region_trail = var.on
}

module "trail" {
  source = "./trail"
  value  = true
}

resource "aws_cloudtrail" "fail_other_direction" {
  name                  = "fail_other_direction"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  event_selector {
    read_write_type = "WriteOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudtrail" "fail_one_bucket" {
  name                  = "fail_one_bucket"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::mine/"]
    }
  }
}

resource "aws_cloudtrail" "fail_advanced_other_direction" {
  name                  = "fail_advanced_other_direction"
  s3_bucket_name        = "logs"
  is_multi_region_trail = true
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field  = "readOnly"
      equals = ["false"]
    }
  }
}
