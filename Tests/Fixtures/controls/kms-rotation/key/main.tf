variable "rotates" {}

resource "aws_kms_key" "fail_in_module" {
  enable_key_rotation = var.rotates
}
