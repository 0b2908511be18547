locals {
  control = {
    id       = "ec2-ebs-encrypted"
    title    = "Volumes of block storage are encrypted"
    severity = "high"
    part     = "encrypted"
    why      = "A snapshot or volume that leaves the account by mistake or theft can be read by whoever gets it, unless it is encrypted."
    fix      = "Set encrypted to true for the root and every other volume, with a KMS key of your own where others must not have access."
    aliases  = ["CKV_AWS_3", "CKV_AWS_8", "ec2_ebs_volume_encryption"]
    frameworks = {
      cis_v3_0 = ["2.2.1"]
      cis_v5_0 = ["5.1.1"]
      fsbp     = ["EC2.3"]
      nist_800_53_r5 = [
        "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
      ]
      soc2     = ["PI1.5"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
  }
}

# A volume made of a snapshot is as the snapshot is where nothing is written.
resource_policy "aws_ebs_volume" "encrypted" {
  enforce {
    condition     = (config.encrypted == null && config.snapshot_id != null ? attrs.encrypted : config.encrypted) == true
    error_message = "The volume is not encrypted."
  }
}

resource_policy "aws_ebs_snapshot_copy" "encrypted" {
  enforce {
    condition     = attrs.encrypted == true
    error_message = "The copy does not say that it is encrypted."
  }
}

resource_policy "aws_instance" "encrypted" {
  locals {
    root = core::try(config.root_block_device[0].encrypted, null)
  }
  # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
  enforce {
    condition     = local.root == null ? core::length(attrs.launch_template) > 0 : local.root == true
    error_message = "The root volume does not say that it is encrypted."
  }
  enforce {
    condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
    error_message = "A volume besides the root is not encrypted."
  }
}

resource_policy "aws_spot_instance_request" "encrypted" {
  locals {
    root = core::try(config.root_block_device[0].encrypted, null)
  }
  # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
  enforce {
    condition     = local.root == null ? core::length(attrs.launch_template) > 0 : local.root == true
    error_message = "The root volume does not say that it is encrypted."
  }
  enforce {
    condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
    error_message = "A volume besides the root is not encrypted."
  }
}

resource_policy "aws_launch_configuration" "encrypted" {
  locals {
    root = core::try(config.root_block_device[0].encrypted, null)
  }
  # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
  enforce {
    condition     = local.root == true
    error_message = "The root volume does not say that it is encrypted."
  }
  enforce {
    condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
    error_message = "A volume besides the root is not encrypted."
  }
}

# A mapping without ebs is instance store or nothing. Here encrypted is a text.
resource_policy "aws_launch_template" "encrypted" {
  enforce {
    condition     = core::anytrue([for mapping in attrs.block_device_mappings : core::length(mapping.ebs) > 0])
    error_message = "The template does not say that the root volume is encrypted."
  }
  enforce {
    condition = core::alltrue(core::flatten([
      for mapping in attrs.block_device_mappings : [for volume in mapping.ebs : core::try(volume.encrypted, null) == "true"]
    ]))
    error_message = "A volume of the template is not encrypted."
  }
}
