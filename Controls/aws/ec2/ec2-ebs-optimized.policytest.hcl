policytest {
  targets = ["ec2-ebs-optimized.policy.hcl"]
}

resource "aws_instance" "old" {
  expect_failure = true
  attrs          = { launch_template = [], instance_type = "m3.xlarge", ebs_optimized = null }
}

resource "aws_instance" "old_set" {
  attrs = { launch_template = [], instance_type = "m3.xlarge", ebs_optimized = true }
}

resource "aws_instance" "new" {
  attrs = { launch_template = [], instance_type = "m6i.large", ebs_optimized = null }
}

resource "aws_instance" "small" {
  attrs = { launch_template = [], instance_type = "t2.micro", ebs_optimized = null }
}

resource "aws_instance" "old_off" {
  expect_failure = true
  attrs          = { launch_template = [], instance_type = "r3.4xlarge", ebs_optimized = false }
}
