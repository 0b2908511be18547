variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

locals {
  states = ["block-all-sharing", "block-new-sharing"]
}

resource "aws_ebs_snapshot_block_public_access" "pass_count" {
  count = 2
  state = local.states[count.index]
}

resource "aws_ebs_snapshot_block_public_access" "fail_off" {
  state = "unblocked"
}

resource "aws_ebs_snapshot_block_public_access" "unknown_variable" {
  state = var.value
}

resource "aws_ebs_snapshot" "aside_snapshot" {
  volume_id = "vol-0123456789abcdef0"
}

resource "aws_snapshot_create_volume_permission" "pass_account" {
  snapshot_id = aws_ebs_snapshot.aside_snapshot.id
  account_id  = "123456789012"
}

resource "aws_snapshot_create_volume_permission" "fail_everybody" {
  snapshot_id = aws_ebs_snapshot.aside_snapshot.id
  account_id  = "all"
}

module "region" {
  source = "./region"
  state  = "unblocked"
}
