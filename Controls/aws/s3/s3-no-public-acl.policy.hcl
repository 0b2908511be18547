locals {
  control = {
    id       = "s3-no-public-acl"
    title    = "No ACL opens the bucket to everybody"
    severity = "critical"
    part     = "acl"
    why      = "An ACL for AllUsers lets anybody on the internet list or change the bucket; AuthenticatedUsers means everybody with any AWS account at all."
    fix      = "Leave the ACL out or set it to private, and give access by a bucket policy to named principals."
    aliases  = ["CKV_AWS_20", "CKV_AWS_57", "CKV2_AWS_43", "CKV_AWS_375", "s3_bucket_public_access"]
    frameworks = {
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
        "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
        "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
        "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
      ]
      soc2     = ["CC6.1"]
      pci_v4_0 = ["1.2.8", "1.3.1"]
    }
    patch = { acl = "private" }
  }
}

locals {
  canned = ["public-read", "public-read-write", "website", "authenticated-read"]
  groups = [
    "http://acs.amazonaws.com/groups/global/AllUsers", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  ]
}

resource_policy "aws_s3_bucket_acl" "private" {
  enforce {
    condition     = attrs.acl == null || !core::contains(local.canned, attrs.acl)
    error_message = "The ACL opens the bucket to everybody."
  }
  enforce {
    condition = !core::anytrue([
      for policy in core::try(attrs.access_control_policy[*], []) : core::anytrue([
        for grant in policy.grant : core::anytrue([
          for grantee in grant.grantee : grantee.uri != null && core::contains(local.groups, grantee.uri)
        ])
      ])
    ])
    error_message = "A grant of the ACL opens the bucket to everybody."
  }
}

# The arguments of former times.
resource_policy "aws_s3_bucket" "private" {
  filter = config.acl != null || core::try(core::length(config.grant), 0) > 0
  enforce {
    condition     = config.acl == null || !core::contains(local.canned, config.acl)
    error_message = "The ACL opens the bucket to everybody."
  }
  enforce {
    condition     = !core::anytrue([for grant in core::try(config.grant[*], []) : grant.uri != null && core::contains(local.groups, grant.uri)])
    error_message = "A grant opens the bucket to everybody."
  }
}
