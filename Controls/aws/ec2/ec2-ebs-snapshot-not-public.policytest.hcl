policytest {
  targets = ["ec2-ebs-snapshot-not-public.policy.hcl"]
}

resource "aws_ebs_snapshot_block_public_access" "all" {
  attrs = { state = "block-all-sharing" }
}

resource "aws_ebs_snapshot_block_public_access" "new" {
  attrs = { state = "block-new-sharing" }
}

resource "aws_ebs_snapshot_block_public_access" "off" {
  expect_failure = true
  attrs          = { state = "unblocked" }
}

resource "aws_snapshot_create_volume_permission" "one" {
  attrs = { account_id = "123456789012" }
}

resource "aws_snapshot_create_volume_permission" "all" {
  expect_failure = true
  attrs          = { account_id = "all" }
}
