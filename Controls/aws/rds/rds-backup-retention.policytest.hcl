policytest {
  targets = ["rds-backup-retention.policy.hcl"]
}

resource "aws_db_instance" "seven" {
  attrs = { backup_retention_period = 7 }
}

resource "aws_db_instance" "six" {
  expect_failure = true
  attrs          = { backup_retention_period = 6 }
}

resource "aws_db_instance" "none" {
  expect_failure = true
  attrs          = { backup_retention_period = 0 }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { backup_retention_period = null }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

# States write "" for what is not set.
resource "aws_db_instance" "no_replica" {
  expect_failure = true
  attrs          = { replicate_source_db = "", backup_retention_period = 0 }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main", backup_retention_period = 0 }
}

resource "aws_rds_cluster" "long" {
  attrs = { backup_retention_period = 35 }
}

resource "aws_rds_cluster" "left_out" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "short" {
  expect_failure = true
  attrs          = { backup_retention_period = 1 }
}
