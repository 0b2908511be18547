policytest {
  targets = ["ec2-ebs-encrypted.policy.hcl"]
}

resource "aws_ebs_volume" "on" {
  attrs = { encrypted = true, snapshot_id = null }
}

resource "aws_ebs_volume" "off" {
  expect_failure = true
  attrs          = { encrypted = false, snapshot_id = null }
}

resource "aws_ebs_volume" "null" {
  expect_failure = true
  attrs          = { encrypted = null, snapshot_id = null }
}

resource "aws_ebs_volume" "of_snapshot" {
  attrs = { encrypted = true, snapshot_id = "snap-1" }
}

resource "aws_ebs_snapshot_copy" "null" {
  expect_failure = true
  attrs          = { encrypted = null }
}

resource "aws_ebs_snapshot_copy" "on" {
  attrs = { encrypted = true }
}

resource "aws_instance" "on" {
  attrs = { launch_template = [], root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = true }] }
}

resource "aws_instance" "data_off" {
  expect_failure = true
  attrs          = { launch_template = [], root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = true }, { encrypted = false }] }
}

resource "aws_instance" "root_off" {
  expect_failure = true
  attrs          = { launch_template = [], root_block_device = [{ encrypted = null }], ebs_block_device = [] }
}

resource "aws_instance" "left_out" {
  expect_failure = true
  attrs          = { launch_template = [], root_block_device = [], ebs_block_device = [] }
}

resource "aws_launch_configuration" "left_out" {
  expect_failure = true
  attrs          = { root_block_device = [], ebs_block_device = [] }
}

resource "aws_launch_template" "left_out" {
  expect_failure = true
  attrs          = { block_device_mappings = [] }
}

resource "aws_launch_template" "on" {
  attrs = { block_device_mappings = [{ ebs = [{ encrypted = "true" }] }, { ebs = [] }] }
}

resource "aws_launch_template" "null" {
  expect_failure = true
  attrs          = { block_device_mappings = [{ ebs = [{ encrypted = null }] }] }
}
