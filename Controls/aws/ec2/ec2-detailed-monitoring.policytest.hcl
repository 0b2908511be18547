policytest {
  targets = ["ec2-detailed-monitoring.policy.hcl"]
}

resource "aws_instance" "on" {
  attrs = { launch_template = [], monitoring = true }
}

resource "aws_instance" "off" {
  expect_failure = true
  attrs          = { launch_template = [], monitoring = false }
}

resource "aws_instance" "null" {
  expect_failure = true
  attrs          = { launch_template = [], monitoring = null }
}

resource "aws_launch_template" "on" {
  attrs = { id = "lt-1", name = "t", monitoring = [{ enabled = true }] }
}

resource "aws_launch_template" "left_out" {
  expect_failure = true
  attrs          = { id = "lt-2", name = "u", monitoring = [] }
}

resource "aws_instance" "of_template" {
  attrs = { launch_template = [{ id = "lt-1", name = null }], monitoring = null }
}

resource "aws_launch_configuration" "left_out" {
  attrs = { enable_monitoring = null }
}

resource "aws_launch_configuration" "off" {
  expect_failure = true
  attrs          = { enable_monitoring = false }
}
