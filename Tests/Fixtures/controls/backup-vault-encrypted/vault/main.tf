variable "key" {
  type    = string
  default = null
}

resource "aws_backup_vault" "fail_in_module" {
  name        = "m"
  kms_key_arn = var.key
}
