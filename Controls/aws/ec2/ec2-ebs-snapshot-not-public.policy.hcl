locals {
  control = {
    id       = "ec2-ebs-snapshot-not-public"
    title    = "No snapshot of a volume is shared with everybody"
    severity = "critical"
    part     = ""
    why      = "A public snapshot is a copy of a disk for anybody: passwords, keys and data are read from it by tools that look for nothing else."
    fix      = "Share snapshots with single accounts, and set state to block-all-sharing in aws_ebs_snapshot_block_public_access."
    aliases  = ["ec2_ebs_public_snapshot", "ec2_ebs_snapshot_account_block_public_access"]
    frameworks = {
      fsbp = ["EC2.1"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
        "AC-6", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)",
        "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)",
        "SC-7a", "SC-7b", "SC-7c"
      ]
      soc2 = ["CC6.6"]
    }
  }
}

# The provider shares with accounts only; sharing with everybody is done by other means, and refused by the block.
resource_policy "aws_ebs_snapshot_block_public_access" "blocks" {
  enforce {
    condition     = attrs.state != "unblocked"
    error_message = "Snapshots may be shared with everybody."
  }
}

resource_policy "aws_snapshot_create_volume_permission" "named" {
  enforce {
    condition     = attrs.account_id != "all"
    error_message = "The snapshot is shared with everybody."
  }
}
