variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_kms_key" "pass_on" {
  enable_key_rotation = local.yes
}

resource "aws_kms_key" "fail_default" {}

resource "aws_kms_key" "fail_each" {
  for_each            = { a = false, b = false }
  enable_key_rotation = each.value
}

resource "aws_kms_key" "unknown_variable" {
  enable_key_rotation = var.on
}

# Others cannot be rotated.
resource "aws_kms_key" "aside_for_signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}

resource "aws_kms_key" "aside_for_codes" {
  key_usage                = "GENERATE_VERIFY_MAC"
  customer_master_key_spec = "HMAC_256"
}

resource "aws_kms_key" "aside_in_own_store" {
  custom_key_store_id = "cks-1"
}

resource "aws_kms_key" "unknown_kind" {
  customer_master_key_spec = var.value
}

resource "aws_kms_external_key" "aside_external" {}

module "key" {
  source  = "./key"
  rotates = false
}
