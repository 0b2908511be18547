policytest {
  targets = ["ecs-container-insights.policy.hcl"]
}

resource "aws_ecs_cluster" "enabled" {
  attrs = { setting = [{ name = "containerInsights", value = "enabled" }] }
}

resource "aws_ecs_cluster" "enhanced" {
  attrs = { setting = [{ name = "containerInsights", value = "enhanced" }] }
}

resource "aws_ecs_cluster" "disabled" {
  expect_failure = true
  attrs          = { setting = [{ name = "containerInsights", value = "disabled" }] }
}

resource "aws_ecs_cluster" "none" {
  expect_failure = true
  attrs          = { setting = [] }
}

resource "aws_ecs_cluster" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
