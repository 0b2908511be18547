variable "enabled" {}

resource "aws_guardduty_detector" "fail_in_module" {
  enable = var.enabled
}
