policytest {
  targets = ["cw-log-retention.policy.hcl"]
}

resource "aws_cloudwatch_log_group" "month" {
  attrs = { arn = "a", retention_in_days = 30 }
}

resource "aws_cloudwatch_log_group" "null" {
  expect_failure = true
  attrs          = { arn = "b", retention_in_days = null }
}

resource "aws_cloudwatch_log_group" "for_ever" {
  expect_failure = true
  attrs          = { arn = "c", retention_in_days = 0 }
}

resource "aws_cloudwatch_log_group" "flows" {
  expect_failure = true
  attrs          = { arn = "d", retention_in_days = 364 }
}

resource "aws_flow_log" "flows" {
  attrs = { log_destination = "d" }
}

resource "aws_cloudwatch_log_group" "trail" {
  expect_failure = true
  attrs          = { arn = "e", retention_in_days = 90 }
}

resource "aws_cloudtrail" "trail" {
  attrs = { cloud_watch_logs_group_arn = "e:*" }
}

resource "aws_cloudwatch_log_group" "year_of_flows" {
  attrs = { arn = "f", retention_in_days = 365 }
}

resource "aws_flow_log" "year" {
  attrs = { log_destination = "f" }
}
