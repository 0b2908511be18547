policytest {
  targets = ["cloudtrail-cloudwatch.policy.hcl"]
}

resource "aws_cloudtrail" "on" {
  attrs = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:trail:*" }
}

resource "aws_cloudtrail" "null" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = null }
}

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "" }
}
