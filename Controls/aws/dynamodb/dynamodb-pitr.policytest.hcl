policytest {
  targets = ["dynamodb-pitr.policy.hcl"]
}

resource "aws_dynamodb_table" "restorable" {
  attrs = { point_in_time_recovery = [{ enabled = true }] }
}

resource "aws_dynamodb_table" "off" {
  expect_failure = true
  attrs          = { point_in_time_recovery = [{ enabled = false }] }
}

resource "aws_dynamodb_table" "none" {
  expect_failure = true
  attrs          = { point_in_time_recovery = [] }
}

resource "aws_dynamodb_table" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
