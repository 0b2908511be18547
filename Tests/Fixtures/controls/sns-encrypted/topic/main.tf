variable "key" {
  type    = string
  default = null
}

# checkov: says passed because it takes null for a value.
resource "aws_sns_topic" "fail_in_module" {
  name              = "m"
  kms_master_key_id = var.key
}
