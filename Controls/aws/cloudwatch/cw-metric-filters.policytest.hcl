policytest {
  targets = ["cw-metric-filters.policy.hcl"]
}

resource "aws_cloudwatch_log_metric_filter" "alarmed" {
  attrs = { pattern = "{ $.errorCode = AccessDenied }", log_group_name = "g", metric_transformation = [{ name = "denied", namespace = "cis" }] }
}

resource "aws_cloudwatch_metric_alarm" "denied" {
  attrs = { metric_name = "denied", namespace = "cis", actions_enabled = null, alarm_actions = ["arn:aws:sns:eu-central-1:123456789012:ops"] }
}

resource "aws_cloudwatch_log_metric_filter" "other_namespace" {
  expect_failure = true
  attrs          = { pattern = "{ $.errorCode = AccessDenied }", log_group_name = "g", metric_transformation = [{ name = "denied", namespace = "other" }] }
}

resource "aws_cloudwatch_log_metric_filter" "silent" {
  expect_failure = true
  attrs          = { pattern = "{ $.eventName = StopLogging }", log_group_name = "g", metric_transformation = [{ name = "stopped", namespace = "cis" }] }
}

resource "aws_cloudwatch_metric_alarm" "silent" {
  attrs = { metric_name = "stopped", namespace = "cis", actions_enabled = true, alarm_actions = [] }
}

resource "aws_cloudwatch_log_metric_filter" "of_program" {
  attrs = { pattern = "ERROR", log_group_name = "h", metric_transformation = [{ name = "errors", namespace = "app" }] }
}

resource "aws_cloudtrail" "t" {
  attrs = { cloud_watch_logs_group_arn = "arn:g:*" }
}

resource "aws_cloudwatch_log_group" "incomplete" {
  expect_failure = true
  attrs          = { arn = "arn:g", id = "g", name = "g" }
}

resource "aws_cloudwatch_log_group" "other" {
  attrs = { arn = "arn:h", id = "h", name = "h" }
}
