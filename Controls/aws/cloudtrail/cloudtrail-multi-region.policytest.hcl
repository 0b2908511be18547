policytest {
  targets = ["cloudtrail-multi-region.policy.hcl"]
}

resource "aws_cloudtrail" "all" {
  attrs = { is_multi_region_trail = true, event_selector = [], advanced_event_selector = [] }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { is_multi_region_trail = null, event_selector = [], advanced_event_selector = [] }
}

resource "aws_cloudtrail" "one" {
  expect_failure = true
  attrs          = { is_multi_region_trail = false, event_selector = [], advanced_event_selector = [] }
}

resource "aws_cloudtrail" "default_selector" {
  attrs = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ include_management_events = null, read_write_type = null }] }
}

resource "aws_cloudtrail" "no_management" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ include_management_events = false, read_write_type = "All" }] }
}

resource "aws_cloudtrail" "write_only" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, advanced_event_selector = [], event_selector = [{ include_management_events = true, read_write_type = "WriteOnly" }] }
}

resource "aws_cloudtrail" "advanced_data_only" {
  expect_failure = true
  attrs          = { is_multi_region_trail = true, event_selector = [], advanced_event_selector = [{ field_selector = [{ field = "eventCategory", equals = ["Data"] }] }] }
}

resource "aws_cloudtrail" "advanced" {
  attrs = { is_multi_region_trail = true, event_selector = [], advanced_event_selector = [{ field_selector = [{ field = "eventCategory", equals = ["Management"] }] }] }
}
