policytest {
  targets = ["ecr-scan.policy.hcl"]
}

resource "aws_ecr_repository" "scanned" {
  attrs = { name = "a", image_scanning_configuration = [{ scan_on_push = true }] }
}

resource "aws_ecr_repository" "off" {
  expect_failure = true
  attrs          = { name = "b", image_scanning_configuration = [{ scan_on_push = false }] }
}

resource "aws_ecr_repository" "none" {
  expect_failure = true
  attrs          = { name = "c", image_scanning_configuration = [] }
}

resource "aws_ecr_repository" "left_out" {
  expect_failure = true
  attrs          = { name = "d" }
}

resource "aws_ecr_repository" "by_registry" {
  attrs = { name = "team/app" }
}

resource "aws_ecr_registry_scanning_configuration" "team" {
  attrs = { rule = [{ scan_frequency = "SCAN_ON_PUSH", repository_filter = [{ filter = "team/*", filter_type = "WILDCARD" }] }] }
}
