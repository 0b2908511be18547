policytest {
  targets = ["cw-alarm-actions.policy.hcl"]
}

resource "aws_cloudwatch_metric_alarm" "tells" {
  attrs = { actions_enabled = null, alarm_actions = ["arn:aws:sns:eu-central-1:123456789012:ops"] }
}

resource "aws_cloudwatch_metric_alarm" "off" {
  expect_failure = true
  attrs          = { actions_enabled = false, alarm_actions = ["arn:aws:sns:eu-central-1:123456789012:ops"] }
}

resource "aws_cloudwatch_metric_alarm" "none" {
  expect_failure = true
  attrs          = { actions_enabled = true, alarm_actions = null }
}

resource "aws_cloudwatch_metric_alarm" "empty" {
  expect_failure = true
  attrs          = { actions_enabled = true, alarm_actions = [] }
}
