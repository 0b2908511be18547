policytest {
  targets = ["ec2-imdsv2.policy.hcl"]
}

resource "aws_instance" "required" {
  attrs = { launch_template = [], metadata_options = [{ http_endpoint = "enabled", http_tokens = "required" }] }
}

resource "aws_instance" "off" {
  attrs = { launch_template = [], metadata_options = [{ http_endpoint = "disabled", http_tokens = "optional" }] }
}

resource "aws_instance" "optional" {
  expect_failure = true
  attrs          = { launch_template = [], metadata_options = [{ http_endpoint = "enabled", http_tokens = "optional" }] }
}

resource "aws_instance" "null" {
  expect_failure = true
  attrs          = { launch_template = [], metadata_options = [{ http_tokens = null }] }
}

resource "aws_instance" "left_out" {
  expect_failure = true
  attrs          = { launch_template = [], metadata_options = [] }
}

resource "aws_launch_template" "required" {
  attrs = { id = "lt-1", name = "t", metadata_options = [{ http_tokens = "required" }] }
}

resource "aws_instance" "of_template" {
  attrs = { launch_template = [{ id = "lt-1", name = null }], metadata_options = [] }
}

resource "aws_instance" "against_template" {
  expect_failure = true
  attrs          = { launch_template = [{ id = "lt-1", name = null }], metadata_options = [{ http_tokens = "optional" }] }
}

resource "aws_launch_template" "left_out" {
  expect_failure = true
  attrs          = { id = "lt-2", name = "u", metadata_options = [] }
}

resource "aws_launch_configuration" "left_out" {
  expect_failure = true
  attrs          = { metadata_options = [] }
}

resource "aws_launch_configuration" "required" {
  attrs = { metadata_options = [{ http_tokens = "required" }] }
}
