variable "enabled" {}

resource "aws_ebs_encryption_by_default" "fail_in_module" {
  enabled = var.enabled
}
