policytest {
  targets = ["neptune-encrypted.policy.hcl"]
}

resource "aws_neptune_cluster" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_neptune_cluster" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_neptune_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null }
}

resource "aws_neptune_cluster" "left_out" {
  expect_failure = true
  attrs          = { engine = "neptune" }
}

resource "aws_neptune_cluster" "restored_with_key" {
  attrs = { snapshot_identifier = "s", kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}
