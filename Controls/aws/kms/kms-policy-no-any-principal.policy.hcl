locals {
  control = {
    id       = "kms-policy-no-any-principal"
    title    = "The policy of a key lets in nobody unnamed"
    severity = "critical"
    part     = "policy"
    why      = "A key policy for everybody without a condition lets any AWS account decrypt with the key: what it protects is protected no more."
    fix      = "Name the account or roles that use the key as principals, or restrict the statement by kms:CallerAccount or aws:PrincipalOrgID."
    aliases  = ["CKV_AWS_33", "kms_key_not_publicly_accessible"]
    frameworks = {
      fsbp = ["KMS.5"]
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

resource_policy "aws_kms_key_policy" "named" {
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
    error_message = "The policy of the key allows something to everybody."
  }
}

# Without a policy of its own a key gets one that lets in the account only.
resource_policy "aws_kms_key" "named" {
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
    error_message = "The policy of the key allows something to everybody."
  }
}

# Without a policy of its own a key gets one that lets in the account only.
resource_policy "aws_kms_external_key" "named" {
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
    error_message = "The policy of the key allows something to everybody."
  }
}

# Without a policy of its own a key gets one that lets in the account only.
resource_policy "aws_kms_replica_key" "named" {
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
    error_message = "The policy of the key allows something to everybody."
  }
}

# Without a policy of its own a key gets one that lets in the account only.
resource_policy "aws_kms_replica_external_key" "named" {
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
    error_message = "The policy of the key allows something to everybody."
  }
}
