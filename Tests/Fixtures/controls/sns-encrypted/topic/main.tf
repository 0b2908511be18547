variable "key" {
  type    = string
  default = null
}

resource "aws_sns_topic" "fail_in_module" {
  name              = "m"
  kms_master_key_id = var.key
}
