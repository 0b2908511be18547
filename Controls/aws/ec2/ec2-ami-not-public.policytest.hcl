policytest {
  targets = ["ec2-ami-not-public.policy.hcl"]
}

resource "aws_ami_launch_permission" "account" {
  attrs = { account_id = "123456789012", group = null }
}

resource "aws_ami_launch_permission" "all" {
  expect_failure = true
  attrs          = { group = "all" }
}

resource "aws_ec2_image_block_public_access" "on" {
  attrs = { state = "block-new-sharing" }
}

resource "aws_ec2_image_block_public_access" "off" {
  expect_failure = true
  attrs          = { state = "unblocked" }
}
