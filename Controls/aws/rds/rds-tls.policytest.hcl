policytest {
  targets = ["rds-tls.policy.hcl"]
}

resource "aws_db_parameter_group" "forced" {
  attrs = { family = "postgres14", parameter = [{ name = "rds.force_ssl", value = "1" }] }
}

resource "aws_db_parameter_group" "not_forced" {
  expect_failure = true
  attrs          = { family = "postgres16", parameter = [{ name = "rds.force_ssl", value = "0" }] }
}

resource "aws_db_parameter_group" "default_old" {
  expect_failure = true
  attrs          = { family = "postgres14", parameter = [{ name = "log_statement", value = "all" }] }
}

resource "aws_db_parameter_group" "default_new" {
  attrs = { family = "postgres15", parameter = [] }
}

resource "aws_db_parameter_group" "mysql" {
  attrs = { family = "mysql8.0", parameter = [{ name = "require_secure_transport", value = "ON" }] }
}

resource "aws_db_parameter_group" "newer_mysql_default" {
  expect_failure = true
  attrs          = { family = "mysql8.4", parameter = [] }
}

resource "aws_db_parameter_group" "mariadb_default" {
  attrs = { family = "mariadb11.8", parameter = [] }
}

resource "aws_db_parameter_group" "mysql_default" {
  expect_failure = true
  attrs          = { family = "mysql8.0", parameter = [] }
}

resource "aws_db_parameter_group" "aurora" {
  attrs = { family = "aurora-postgresql14", parameter = [] }
}

resource "aws_rds_cluster_parameter_group" "aurora_default" {
  expect_failure = true
  attrs          = { family = "aurora-postgresql16", parameter = [] }
}

resource "aws_rds_cluster_parameter_group" "aurora" {
  attrs = { family = "aurora-mysql8.0", parameter = [{ name = "require_secure_transport", value = "1" }] }
}

resource "aws_db_instance" "default_new" {
  attrs = { engine = "postgres", engine_version = "16", parameter_group_name = null }
}

resource "aws_db_instance" "default_old" {
  expect_failure = true
  attrs          = { engine = "mysql", engine_version = "8.0.36", parameter_group_name = "default.mysql8.0" }
}

resource "aws_db_instance" "sqlserver" {
  expect_failure = true
  attrs          = { engine = "sqlserver-se", engine_version = "15.00" }
}

resource "aws_db_instance" "own_group" {
  attrs = { engine = "mysql", engine_version = "8.0", parameter_group_name = "mine" }
}

resource "aws_rds_cluster" "default_old" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql", engine_version = "8.0.mysql_aurora.3.08.0" }
}
