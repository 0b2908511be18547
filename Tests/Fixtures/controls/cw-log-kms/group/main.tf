variable "key" {}

resource "aws_cloudwatch_log_group" "fail_in_module" {
  kms_key_id = var.key
}
