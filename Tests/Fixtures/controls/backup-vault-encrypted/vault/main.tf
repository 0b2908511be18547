variable "key" {
  type    = string
  default = null
}

# checkov: says passed because it takes null for a value.
resource "aws_backup_vault" "fail_in_module" {
  name        = "m"
  kms_key_arn = var.key
}
