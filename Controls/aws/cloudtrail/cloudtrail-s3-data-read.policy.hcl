# Trails for data are often kept apart from those for management: what any trail of the configuration records counts for all of them.

locals {
  control = {
    id       = "cloudtrail-s3-data-read"
    title    = "Reading of objects in all buckets is recorded"
    severity = "low"
    part     = "event_selector"
    why      = "After a leak the first question is what was read. Without data events there is no answer."
    fix      = "Add an event_selector with a data_resource of type AWS::S3::Object and the value arn:aws:s3, to this trail or to one of its own."
    aliases  = ["cloudtrail_s3_dataevents_read_enabled"]
    frameworks = {
      cis_v3_0 = ["3.9"]
      cis_v5_0 = ["3.9"]
      nist_800_53_r5 = [
        "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
        "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c",
        "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)",
        "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
        "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
      ]
      soc2 = ["CC2.1", "CC7.2"]
    }
  }
}

locals {
  # The ends of what names the objects of all buckets, in any partition.
  buckets = [":s3", ":s3:::", ":s3:::*", ":s3:::*/", ":s3:::*/*"]
}

resource_policy "aws_cloudtrail" "objects" {
  enforce {
    condition = core::anytrue([
      for trail in core::getresources("aws_cloudtrail", {}) :
      # One of a single region does not cover for one of all regions.
      (trail.is_multi_region_trail == true || attrs.is_multi_region_trail != true) && core::anytrue(core::concat(
        [
          for selector in trail.event_selector : core::alltrue([
            selector.read_write_type == null || core::contains(["All", "ReadOnly"], selector.read_write_type),
            core::anytrue([
              for resource in selector.data_resource : core::alltrue([
                resource.type == "AWS::S3::Object",
                core::anytrue([
                  for value in resource.values : core::anytrue([for end in local.buckets : core::endswith(value, end)])
                ]),
              ])
            ]),
          ])
        ],
        [
          for selector in trail.advanced_event_selector : core::alltrue([
            core::anytrue([
              for field in selector.field_selector :
              field.field == "resources.type" && core::contains(core::try(field.equals[*], []), "AWS::S3::Object")
            ]),
            core::alltrue([
              for field in selector.field_selector :
              core::contains(["eventCategory", "resources.type"], field.field) ||
              field.field == "readOnly" && core::contains(core::try(field.equals[*], []), "true")
            ]),
          ])
        ],
      ))
    ])
    error_message = "No trail of the configuration records reading of objects in all buckets."
  }
}
