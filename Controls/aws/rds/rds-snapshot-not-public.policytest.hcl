policytest {
  targets = ["rds-snapshot-not-public.policy.hcl"]
}

resource "aws_db_snapshot" "own" {
  attrs = { shared_accounts = ["123456789012"] }
}

resource "aws_db_snapshot" "null" {
  attrs = { shared_accounts = null }
}

resource "aws_db_snapshot" "left_out" {
  attrs = { db_snapshot_identifier = "a" }
}

resource "aws_db_snapshot" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["123456789012", "all"] }
}

resource "aws_db_cluster_snapshot" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_db_snapshot_copy" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}

resource "aws_rds_cluster_snapshot_copy" "public" {
  expect_failure = true
  attrs          = { shared_accounts = ["all"] }
}
