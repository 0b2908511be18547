locals {
  control = {
    id       = "sqs-policy-not-public"
    title    = "A queue is not open to everybody"
    severity = "high"
    part     = "policy"
    why      = "A queue policy for everybody lets strangers send messages that programs believe, and read or delete what others sent."
    fix      = "Name the accounts, roles or services that may in Principal, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
    aliases  = ["CKV_AWS_168", "CKV_AWS_72", "CKV_AWS_387", "sqs_queues_not_publicly_accessible"]
  }
}

# Conditions that say who may call: everybody is not public where one of them must hold. Those that hold without the key
# (…IfExists, ForAllValues), or for any value, are none.
locals {
  callers = [
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcevpc", "aws:sourcevpce",
    "aws:sourceip", "aws:vpcsourceip",
  ]
  tests = "(?i)^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress)$"
  any   = ["*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_sqs_queue_policy" "not_public" {
  locals {
    open = [
      for s in plumb::statements(attrs.policy) : core::alltrue([
        s.effect == "Allow",
        core::anytrue(core::concat(
          [core::length(s.not_principals) > 0],
          [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
        )),
        !core::anytrue([
          for c in s.conditions : core::alltrue([
            core::contains(local.callers, core::lower(c.variable)),
            core::regex_match(local.tests, c.test),
            core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
          ])
        ]),
      ])
    ]
  }
  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The queue's policy allows something to everybody."
  }
}

# Without a policy only the owner's account may.
resource_policy "aws_sqs_queue" "not_public" {
  filter = plumb::given(core::try(config.policy, null))
  locals {
    open = [
      for s in plumb::statements(attrs.policy) : core::alltrue([
        s.effect == "Allow",
        core::anytrue(core::concat(
          [core::length(s.not_principals) > 0],
          [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
        )),
        !core::anytrue([
          for c in s.conditions : core::alltrue([
            core::contains(local.callers, core::lower(c.variable)),
            core::regex_match(local.tests, c.test),
            core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
          ])
        ]),
      ])
    ]
  }
  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The queue's policy allows something to everybody."
  }
}
