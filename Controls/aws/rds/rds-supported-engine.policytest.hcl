policytest {
  targets = ["rds-supported-engine.policy.hcl"]
}

resource "aws_db_instance" "supported" {
  attrs = { engine = "postgres", engine_version = "17.2" }
}

resource "aws_db_instance" "newer" {
  attrs = { engine = "postgres", engine_version = "18" }
}

resource "aws_db_instance" "left_out" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "null" {
  attrs = { engine = "mysql", engine_version = null }
}

resource "aws_db_instance" "old" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "12.19" }
}

resource "aws_db_instance" "very_old" {
  expect_failure = true
  attrs          = { engine = "postgres", engine_version = "9.6.24" }
}

resource "aws_db_instance" "mysql" {
  expect_failure = true
  attrs          = { engine = "mysql", engine_version = "5.7" }
}

resource "aws_db_instance" "other_engine" {
  attrs = { engine = "oracle-ee", engine_version = "12.1" }
}

resource "aws_rds_cluster" "supported" {
  attrs = { engine = "aurora-mysql", engine_version = "8.0.mysql_aurora.3.10.0" }
}

resource "aws_rds_cluster" "old" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql", engine_version = "5.7.mysql_aurora.2.11.2" }
}

resource "aws_rds_cluster" "left_out" {
  attrs = { engine = "aurora-postgresql" }
}
