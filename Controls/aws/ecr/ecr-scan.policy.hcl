locals {
  control = {
    id       = "ecr-scan"
    title    = "Images are scanned for known vulnerabilities when they are pushed"
    severity = "medium"
    part     = "image_scanning_configuration"
    why      = "Images carry hundreds of packages. Unless they are scanned nobody knows that one of them has a hole that everybody can use."
    fix      = "Add image_scanning_configuration with scan_on_push set to true, or turn on scanning for the whole registry."
    aliases  = ["CKV_AWS_163", "ecr_repositories_scan_images_on_push_enabled", "ecr_registry_scan_images_on_push_enabled"]
    frameworks = {
      fsbp     = ["ECR.1"]
      pci_v4_0 = ["11.3.1.2", "11.3.1", "11.3.1.3"]
    }
  }
}

# A registry may scan all repositories, or those whose names match its filters, whatever they say themselves.
locals {
  rules = core::flatten([
    for r in core::getresources("aws_ecr_registry_scanning_configuration", {}) : [
      for rule in r.rule : [
        for f in rule.repository_filter : core::contains(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], rule.scan_frequency) ? f.filter : ""
      ]
    ]
  ])
}

resource_policy "aws_ecr_repository" "scanned" {
  locals {
    own = core::try(attrs.image_scanning_configuration[0].scan_on_push, null) == true
    registry = core::anytrue([
      for f in local.rules : f == "" ? false : core::regex_match("^${core::replace(f, "*", ".*")}", attrs.name)
    ])
  }
  enforce {
    condition     = core::anytrue([local.own, local.registry])
    error_message = "Images are not scanned when they are pushed."
  }
}
