variable "all" {}

resource "aws_config_configuration_recorder" "fail_in_module" {
  name     = "of-the-module"
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported = var.all
  }
}

# checkov: says failed, for it finds no recorder through the module's variable.
resource "aws_config_configuration_recorder_status" "pass_in_module" {
  name       = aws_config_configuration_recorder.fail_in_module.name
  is_enabled = true
}
