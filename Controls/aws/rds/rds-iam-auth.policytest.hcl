policytest {
  targets = ["rds-iam-auth.policy.hcl"]
}

resource "aws_db_instance" "iam" {
  attrs = { engine = "postgres", iam_database_authentication_enabled = true }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { engine = "postgres", iam_database_authentication_enabled = null }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "mysql" }
}

resource "aws_db_instance" "oracle" {
  attrs = { engine = "oracle-se2" }
}

resource "aws_rds_cluster" "iam" {
  attrs = { engine = "aurora-mysql", iam_database_authentication_enabled = true }
}

resource "aws_rds_cluster" "off" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql", iam_database_authentication_enabled = false }
}

resource "aws_rds_cluster" "serverless" {
  attrs = { engine = "aurora-mysql", engine_mode = "serverless" }
}
