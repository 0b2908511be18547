locals {
  control = {
    id       = "s3-policy-no-any-principal"
    title    = "The bucket policy lets in nobody unnamed"
    severity = "critical"
    part     = "policy"
    why      = "A statement for everybody without a condition on who asks publishes the bucket: objects are found by search engines and scanners, and writable ones are filled with malware."
    fix      = "Name accounts, roles or services as principals, or restrict the statement by aws:PrincipalOrgID, aws:SourceVpce or the like. Serve public files by CloudFront."
    aliases  = ["CKV_AWS_70", "s3_bucket_policy_public_write_access"]
    frameworks = {
      fsbp = ["S3.3"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
        "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
        "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
        "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
      ]
    }
  }
}

locals {
  # What tells who asks, or from where: with one of these a statement for everybody is not for the public.
  restricting = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc", "aws:sourcevpce",
    "aws:sourceip", "aws:vpcsourceip", "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
  "aws:principalservicename", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "kms:calleraccount"]
  tests = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"]
}

resource_policy "aws_s3_bucket_policy" "named" {
  enforce {
    condition = !core::anytrue([
      for statement in plumb::statements(attrs.policy) : core::alltrue([
        core::try(core::lower(statement.effect), "") == "allow",
        # Who is not excepted is everybody, too.
        core::length(statement.not_principals) > 0 || core::anytrue([
          for principal in statement.principals :
          core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
        ]),
        !core::anytrue([
          for condition in statement.conditions : core::alltrue([
            core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
            core::contains(local.restricting, core::lower(condition.variable)),
            !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
          ])
        ]),
      ])
    ])
    error_message = "The policy allows something to everybody."
  }
}

# The argument of former times.
resource_policy "aws_s3_bucket" "named" {
  filter = config.policy != null
  enforce {
    condition = !core::anytrue([
      for statement in plumb::statements(config.policy) : core::alltrue([
        core::try(core::lower(statement.effect), "") == "allow",
        # Who is not excepted is everybody, too.
        core::length(statement.not_principals) > 0 || core::anytrue([
          for principal in statement.principals :
          core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
        ]),
        !core::anytrue([
          for condition in statement.conditions : core::alltrue([
            core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
            core::contains(local.restricting, core::lower(condition.variable)),
            !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
          ])
        ]),
      ])
    ])
    error_message = "The policy allows something to everybody."
  }
}
