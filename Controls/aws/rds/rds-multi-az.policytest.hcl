policytest {
  targets = ["rds-multi-az.policy.hcl"]
}

resource "aws_db_instance" "standby" {
  attrs = { multi_az = true }
}

resource "aws_db_instance" "single" {
  expect_failure = true
  attrs          = { multi_az = false }
}

resource "aws_db_instance" "null" {
  expect_failure = true
  attrs          = { multi_az = null }
}

resource "aws_db_instance" "left_out" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}
