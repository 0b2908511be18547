policytest {
  targets = ["ec2-instance-profile.policy.hcl"]
}

resource "aws_instance" "own" {
  attrs = { launch_template = [], iam_instance_profile = "web" }
}

resource "aws_instance" "null" {
  expect_failure = true
  attrs          = { launch_template = [], iam_instance_profile = null }
}

resource "aws_instance" "empty" {
  expect_failure = true
  attrs          = { launch_template = [], iam_instance_profile = "" }
}

resource "aws_spot_instance_request" "null" {
  expect_failure = true
  attrs          = { launch_template = [], iam_instance_profile = null }
}

resource "aws_launch_template" "t" {
  attrs = { id = "lt-1", name = "t", iam_instance_profile = [{ name = "web" }] }
}

resource "aws_instance" "of_template" {
  attrs = { launch_template = [{ id = null, name = "t" }], iam_instance_profile = null }
}
