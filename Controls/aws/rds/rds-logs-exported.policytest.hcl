policytest {
  targets = ["rds-logs-exported.policy.hcl"]
}

resource "aws_db_instance" "exported" {
  attrs = { enabled_cloudwatch_logs_exports = ["postgresql"] }
}

resource "aws_db_instance" "empty" {
  expect_failure = true
  attrs          = { enabled_cloudwatch_logs_exports = [] }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { enabled_cloudwatch_logs_exports = null }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_rds_cluster" "exported" {
  attrs = { engine = "aurora-mysql", enabled_cloudwatch_logs_exports = ["audit"] }
}

resource "aws_rds_cluster" "left_out" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}
