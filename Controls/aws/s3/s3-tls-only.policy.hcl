locals {
  control = {
    id       = "s3-tls-only"
    title    = "The bucket refuses requests without encryption in transit"
    severity = "medium"
    part     = "policy"
    why      = "S3 answers plain HTTP as well: whoever sits on the way reads objects and can replay signed requests."
    fix      = "Add a statement to the bucket policy that denies s3:* to everybody, on the bucket and its objects, where aws:SecureTransport is false."
    aliases  = ["CKV_AWS_379", "s3_bucket_secure_transport_policy"]
    frameworks = {
      cis_v3_0 = ["2.1.1"]
      cis_v5_0 = ["2.1.1"]
      fsbp     = ["S3.5"]
      nist_800_53_r5 = [
        "AC-17(2)", "AC-24(1)", "AC-4", "AC-4(22)", "AU-9(3)", "CA-9b", "CM-6a", "CM-9b", "IA-5(1)(c)",
        "PM-11b", "PM-17b", "SC-13a", "SC-16(1)", "SC-23", "SC-7(4)(b)", "SC-7(4)(g)", "SC-7(5)", "SC-8",
        "SC-8(1)", "SC-8(2)", "SC-8(3)", "SC-8(4)", "SC-8(5)", "SI-1a.2"
      ]
      pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
    }
  }
}

resource_policy "aws_s3_bucket_policy" "encrypted" {
  enforce {
    condition = core::anytrue([
      for statement in plumb::statements(attrs.policy) : core::alltrue([
        core::try(core::lower(statement.effect), "") == "deny",
        core::anytrue([for principal in statement.principals : core::contains(principal.identifiers, "*")]),
        core::anytrue([for action in statement.actions : core::contains(["*", "s3:*"], core::lower(action))]),
        core::anytrue([for resource in statement.resources : core::endswith(resource, "*")]),
        core::anytrue([
          for condition in statement.conditions : core::alltrue([
            core::contains(["bool", "boolifexists"], core::lower(condition.test)),
            core::lower(condition.variable) == "aws:securetransport",
            core::anytrue([for value in condition.values : core::lower(value) == "false"]),
          ])
        ]),
      ])
    ])
    error_message = "The policy lets requests over plain HTTP in."
  }
}

# Whether a policy that is declared for the bucket is good enough is said of the policy.
resource_policy "aws_s3_bucket" "encrypted" {
  enforce {
    condition = (
      core::length(core::getresources("aws_s3_bucket_policy", { bucket = attrs.id })) > 0 ||
      config.policy != null && core::anytrue([
        for statement in plumb::statements(config.policy) : core::alltrue([
          core::try(core::lower(statement.effect), "") == "deny",
          core::anytrue([for principal in statement.principals : core::contains(principal.identifiers, "*")]),
          core::anytrue([for action in statement.actions : core::contains(["*", "s3:*"], core::lower(action))]),
          core::anytrue([for resource in statement.resources : core::endswith(resource, "*")]),
          core::anytrue([
            for condition in statement.conditions : core::alltrue([
              core::contains(["bool", "boolifexists"], core::lower(condition.test)),
              core::lower(condition.variable) == "aws:securetransport",
              core::anytrue([for value in condition.values : core::lower(value) == "false"]),
            ])
          ]),
        ])
      ])
    )
    error_message = "The bucket has no policy that refuses plain HTTP."
  }
}
