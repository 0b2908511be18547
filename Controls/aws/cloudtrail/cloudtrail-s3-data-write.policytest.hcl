policytest {
  targets = ["cloudtrail-s3-data-write.policy.hcl"]
}

resource "aws_cloudtrail" "management_only" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [] }
}

resource "aws_cloudtrail" "other_direction" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ read_write_type = "ReadOnly", data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }] }
}

resource "aws_cloudtrail" "one_bucket" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ read_write_type = "All", data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3:::mine/"] }] }] }
}

resource "aws_cloudtrail" "advanced_one_bucket" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, event_selector = [], advanced_event_selector = [{ field_selector = [{ field = "eventCategory", equals = ["Data"] }, { field = "resources.type", equals = ["AWS::S3::Object"] }, { field = "resources.ARN", starts_with = ["arn:aws:s3:::mine/"] }] }] }
}

# A trail of one region records enough for itself, and not for those of all regions.
resource "aws_cloudtrail" "one_region" {
  attrs = { is_multi_region_trail = false, advanced_event_selector = [], event_selector = [{ read_write_type = null, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }] }
}

resource "aws_cloudtrail" "covered_by_it" {
  attrs = { is_multi_region_trail = null, advanced_event_selector = [], event_selector = [] }
}
