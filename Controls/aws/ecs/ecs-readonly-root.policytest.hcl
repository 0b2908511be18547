policytest {
  targets = ["ecs-readonly-root.policy.hcl"]
}

resource "aws_ecs_task_definition" "read_only" {
  attrs = { container_definitions = "[{\"name\":\"app\",\"readonlyRootFilesystem\":true}]" }
}

resource "aws_ecs_task_definition" "one_of_two" {
  expect_failure = true
  attrs          = { container_definitions = "[{\"name\":\"app\",\"readonlyRootFilesystem\":true},{\"name\":\"log\"}]" }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { container_definitions = "[{\"name\":\"app\",\"readonlyRootFilesystem\":null}]" }
}

resource "aws_ecs_task_definition" "windows" {
  attrs = { container_definitions = "[{\"name\":\"app\"}]", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }] }
}
