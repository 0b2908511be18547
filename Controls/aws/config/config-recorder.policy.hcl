# Judged where the configuration declares a recorder: that a region has none at all can only be told by looking at the account.

locals {
  control = {
    id       = "config-recorder"
    title    = "AWS Config records every kind of resource"
    severity = "medium"
    part     = "recording_group"
    why      = "What is not recorded cannot be looked up when somebody asks how it was last week, and rules of Config say nothing of it."
    fix      = "Leave recording_group out or set all_supported to true, declare an aws_config_configuration_recorder_status with is_enabled, and do so in every region."
    aliases  = ["CKV2_AWS_45", "CKV2_AWS_48", "CKV_AWS_121", "config_recorder_all_regions_enabled"]
    frameworks = {
      cis_v3_0 = ["3.3"]
      cis_v5_0 = ["3.3"]
      fsbp     = ["Config.1"]
      soc2     = ["CC2.1", "CC3.1", "CC3.4", "CC8.1", "PI1.3"]
    }
  }
}

resource_policy "aws_config_configuration_recorder" "records" {
  locals {
    # Made by itself, a recorder does not run. One without a name is called default.
    states = core::concat(
      core::getresources("aws_config_configuration_recorder_status", { name = attrs.id }),
      core::getresources("aws_config_configuration_recorder_status", { name = attrs.name }),
      attrs.name == null ? core::getresources("aws_config_configuration_recorder_status", { name = "default" }) : [],
    )
    group = core::try(attrs.recording_group[0], null)
  }
  enforce {
    condition = core::try(local.group.all_supported, null) == null ? (
      core::length(core::try(local.group.resource_types[*], [])) == 0 &&
      core::length(core::try(local.group.exclusion_by_resource_types[*], [])) == 0
    ) : local.group.all_supported == true
    error_message = "The recorder leaves kinds of resources out."
  }
  enforce {
    condition     = core::length(local.states) > 0
    error_message = "Nothing switches the recorder on."
  }
}

resource_policy "aws_config_configuration_recorder_status" "records" {
  enforce {
    condition     = attrs.is_enabled == true
    error_message = "The recorder is switched off."
  }
}

resource_policy "aws_config_configuration_aggregator" "regions" {
  enforce {
    condition = core::alltrue([
      for source in core::concat(attrs.account_aggregation_source, attrs.organization_aggregation_source) : source.all_regions == true
    ])
    error_message = "The aggregator leaves regions out."
  }
}
