variable "standards" {}

resource "aws_securityhub_account" "fail_in_module" {
  enable_default_standards = var.standards
}
