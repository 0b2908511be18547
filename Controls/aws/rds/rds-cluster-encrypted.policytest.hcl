policytest {
  targets = ["rds-cluster-encrypted.policy.hcl"]
}

resource "aws_rds_cluster" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_rds_cluster" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false, engine_mode = "serverless" }
}

resource "aws_rds_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, engine_mode = null }
}

resource "aws_rds_cluster" "left_out" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "serverless" {
  attrs = { engine = "aurora-mysql", engine_mode = "serverless" }
}

resource "aws_rds_cluster" "restored_with_key" {
  attrs = { snapshot_identifier = "s", kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}

resource "aws_rds_global_cluster" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_rds_global_cluster" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_rds_global_cluster" "left_out" {
  expect_failure = true
  attrs          = { global_cluster_identifier = "all" }
}
