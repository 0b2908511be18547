policytest {
  targets = ["rds-encrypted.policy.hcl"]
}

resource "aws_db_instance" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_db_instance" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null, snapshot_identifier = null, restore_to_point_in_time = [] }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_db_instance" "replica_with_key" {
  attrs = { replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:main", kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}

resource "aws_db_instance" "plain_with_key" {
  expect_failure = true
  attrs          = { storage_encrypted = false, kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/a" }
}
