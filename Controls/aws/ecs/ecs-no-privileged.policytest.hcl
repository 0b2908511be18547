policytest {
  targets = ["ecs-no-privileged.policy.hcl"]
}

resource "aws_ecs_task_definition" "plain" {
  attrs = { container_definitions = "[{\"name\":\"app\",\"image\":\"app:1\"}]" }
}

resource "aws_ecs_task_definition" "not_privileged" {
  attrs = { container_definitions = "[{\"name\":\"app\",\"privileged\":false},{\"name\":\"log\",\"privileged\":null}]" }
}

resource "aws_ecs_task_definition" "privileged" {
  expect_failure = true
  attrs          = { container_definitions = "[{\"name\":\"app\"},{\"name\":\"agent\",\"privileged\":true}]" }
}
