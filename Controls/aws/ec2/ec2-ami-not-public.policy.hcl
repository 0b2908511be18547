locals {
  control = {
    id       = "ec2-ami-not-public"
    title    = "No machine image is shared with everybody"
    severity = "critical"
    part     = "group"
    why      = "Everybody can start a public image and read what is on its disk: keys, configuration, code."
    fix      = "Share images with accounts or the organization, and set state to block-new-sharing in aws_ec2_image_block_public_access."
    aliases  = ["CKV_AWS_205", "ec2_ami_public"]
    frameworks = {
      soc2 = ["CC6.6"]
    }
  }
}

resource_policy "aws_ami_launch_permission" "named" {
  enforce {
    condition     = attrs.group == null || attrs.group != "all"
    error_message = "The image is shared with everybody."
  }
}

resource_policy "aws_ec2_image_block_public_access" "blocks" {
  enforce {
    condition     = attrs.state != "unblocked"
    error_message = "Images may be shared with everybody."
  }
}
