policytest {
  targets = ["config-recorder.policy.hcl"]
}

resource "aws_config_configuration_recorder_status" "on" {
  attrs = { name = "a", is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "off" {
  expect_failure = true
  attrs          = { name = "b", is_enabled = false }
}

resource "aws_config_configuration_recorder" "all" {
  attrs = { id = "a", name = "a", recording_group = [{ all_supported = true }] }
}

resource "aws_config_configuration_recorder" "left_out" {
  attrs = { id = "a", name = "a", recording_group = [] }
}

resource "aws_config_configuration_recorder" "some" {
  expect_failure = true
  attrs          = { id = "a", name = "a", recording_group = [{ all_supported = false, resource_types = ["AWS::EC2::Instance"] }] }
}

resource "aws_config_configuration_recorder" "never_started" {
  expect_failure = true
  attrs          = { id = "c", name = "c", recording_group = [] }
}

resource "aws_config_configuration_aggregator" "all" {
  attrs = { account_aggregation_source = [{ all_regions = true }], organization_aggregation_source = [] }
}

resource "aws_config_configuration_aggregator" "some" {
  expect_failure = true
  attrs          = { account_aggregation_source = [], organization_aggregation_source = [{ all_regions = null, regions = ["eu-central-1"] }] }
}
