variable "state" {}

resource "aws_ebs_snapshot_block_public_access" "fail_in_module" {
  state = var.state
}
