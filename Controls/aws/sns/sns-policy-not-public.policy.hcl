locals {
  control = {
    id       = "sns-policy-not-public"
    title    = "A topic is not open to everybody"
    severity = "high"
    part     = "policy"
    why      = "A topic policy for everybody lets strangers send messages that programs believe, and subscribe to what they send to each other."
    fix      = "Name the accounts, roles or services that may in Principal, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
    aliases  = ["CKV_AWS_169", "sns_topics_not_publicly_accessible"]
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

resource_policy "aws_sns_topic_policy" "not_public" {
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
    error_message = "The topic's policy allows something to everybody."
  }
}

# Without a policy AWS makes one for the owner's account.
resource_policy "aws_sns_topic" "not_public" {
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
    error_message = "The topic's policy allows something to everybody."
  }
}
