# Each trail is judged by itself: whether another one of the same account covers for it cannot be told from the code alone.

locals {
  control = {
    id       = "cloudtrail-multi-region"
    title    = "The trail records what is done in every region"
    severity = "high"
    part     = "is_multi_region_trail"
    why      = "An attacker works where nobody looks: in a region without a trail, machines are started and keys are made unseen."
    fix      = "Set is_multi_region_trail to true and record management events, both reading and writing."
    aliases  = ["CKV_AWS_67", "cloudtrail_multi_region_enabled"]
    frameworks = {
      cis_v3_0 = ["3.1"]
      cis_v5_0 = ["3.1"]
      fsbp     = ["CloudTrail.1"]
      nist_800_53_r5 = [
        "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
        "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3(1)", "AU-3a", "AU-3b",
        "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b",
        "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
        "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
      ]
      soc2     = ["CC2.1", "CC7.2", "A1.1", "PI1.3"]
      pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
    }
    patch = { is_multi_region_trail = true }
  }
}

resource_policy "aws_cloudtrail" "regions" {
  enforce {
    condition     = attrs.is_multi_region_trail == true
    error_message = "The trail records one region only."
  }
  enforce {
    condition = (
      core::length(attrs.advanced_event_selector) > 0 ?
      core::anytrue([
        for selector in attrs.advanced_event_selector : core::alltrue([
          core::anytrue([
            for field in selector.field_selector :
            field.field == "eventCategory" && core::contains(core::try(field.equals[*], []), "Management")
          ]),
          !core::anytrue([for field in selector.field_selector : field.field == "readOnly"]),
        ])
      ]) :
      core::length(attrs.event_selector) == 0 || core::anytrue([
        for selector in attrs.event_selector :
        selector.include_management_events != false && (selector.read_write_type == null || selector.read_write_type == "All")
      ])
    )
    error_message = "The trail does not record all management events."
  }
}
