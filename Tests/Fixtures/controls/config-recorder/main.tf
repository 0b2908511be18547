variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_config_configuration_recorder" "pass_all" {
  name     = "all"
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported                 = local.yes
    include_global_resource_types = true
  }
}

resource "aws_config_configuration_recorder_status" "pass_all" {
  name       = aws_config_configuration_recorder.pass_all.name
  is_enabled = true
}

# Without a group it records everything.
# checkov: says failed, for it wants include_global_resource_types written; AWS records all supported types where no group is written.
resource "aws_config_configuration_recorder" "pass_default" {
  role_arn = "arn:aws:iam::123456789012:role/config"
}

resource "aws_config_configuration_recorder_status" "pass_default" {
  name       = aws_config_configuration_recorder.pass_default.id
  is_enabled = true
}

resource "aws_config_configuration_recorder" "fail_some" {
  name     = "some"
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported  = false
    resource_types = ["AWS::EC2::Instance"]
  }
}

resource "aws_config_configuration_recorder_status" "fail_off" {
  name       = aws_config_configuration_recorder.fail_some.name
  is_enabled = false
}

resource "aws_config_configuration_recorder" "fail_never_started" {
  count    = 1
  name     = "idle"
  role_arn = "arn:aws:iam::123456789012:role/config"
}

resource "aws_config_configuration_recorder" "unknown_variable" {
  name     = "asked"
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported = var.on
  }
}

resource "aws_config_configuration_recorder_status" "unknown_variable" {
  name       = aws_config_configuration_recorder.unknown_variable.name
  is_enabled = var.on
}

resource "aws_config_configuration_aggregator" "pass_all" {
  name = "all"
  account_aggregation_source {
    account_ids = ["123456789012"]
    all_regions = true
  }
}

resource "aws_config_configuration_aggregator" "fail_some" {
  name = "some"
  account_aggregation_source {
    account_ids = ["123456789012"]
    regions     = ["eu-central-1"]
  }
}

module "recorder" {
  source = "./recorder"
  all    = false
}
