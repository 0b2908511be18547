policytest {
  targets = ["cloudtrail-s3-data-read.policy.hcl"]
}

resource "aws_cloudtrail" "management_only" {
  attrs = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [] }
}

resource "aws_cloudtrail" "objects" {
  attrs = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ read_write_type = null, data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }] }
}
