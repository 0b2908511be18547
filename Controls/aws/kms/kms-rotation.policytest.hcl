policytest {
  targets = ["kms-rotation.policy.hcl"]
}

resource "aws_kms_key" "on" {
  attrs = { key_usage = null, customer_master_key_spec = null, custom_key_store_id = null, enable_key_rotation = true }
}

resource "aws_kms_key" "null" {
  expect_failure = true
  attrs          = { key_usage = null, customer_master_key_spec = null, custom_key_store_id = null, enable_key_rotation = null }
}

resource "aws_kms_key" "off" {
  expect_failure = true
  attrs          = { key_usage = "ENCRYPT_DECRYPT", customer_master_key_spec = "SYMMETRIC_DEFAULT", custom_key_store_id = null, enable_key_rotation = false }
}

resource "aws_kms_key" "for_signing" {
  attrs = { key_usage = "SIGN_VERIFY", customer_master_key_spec = "RSA_4096", custom_key_store_id = null, enable_key_rotation = null }
}
