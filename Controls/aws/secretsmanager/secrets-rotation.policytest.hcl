policytest {
  targets = ["secrets-rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret" "rotated" {
  attrs = { id = "a", arn = "a" }
}

resource "aws_secretsmanager_secret_rotation" "month" {
  attrs = { secret_id = "a", rotation_rules = [{ automatically_after_days = 30, schedule_expression = null }] }
}

resource "aws_secretsmanager_secret" "bare" {
  expect_failure = true
  attrs          = { id = "b", arn = "b" }
}

resource "aws_secretsmanager_secret_rotation" "boundary" {
  attrs = { secret_id = "a", rotation_rules = [{ automatically_after_days = 90, schedule_expression = null }] }
}

resource "aws_secretsmanager_secret_rotation" "rare" {
  expect_failure = true
  attrs          = { secret_id = "a", rotation_rules = [{ automatically_after_days = 91, schedule_expression = null }] }
}

resource "aws_secretsmanager_secret_rotation" "rate" {
  attrs = { secret_id = "a", rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(10 days)" }] }
}

resource "aws_secretsmanager_secret_rotation" "rare_rate" {
  expect_failure = true
  attrs          = { secret_id = "a", rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(365 days)" }] }
}

resource "aws_secretsmanager_secret_rotation" "hours" {
  attrs = { secret_id = "a", rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(4 hours)" }] }
}
