policytest {
  targets = ["rds-deletion-protection.policy.hcl"]
}

resource "aws_db_instance" "protected" {
  attrs = { deletion_protection = true }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { deletion_protection = null }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

resource "aws_rds_cluster" "protected" {
  attrs = { deletion_protection = true }
}

resource "aws_rds_cluster" "open" {
  expect_failure = true
  attrs          = { deletion_protection = false }
}
