locals {
  control = {
    id       = "cloudtrail-bucket-not-public"
    title    = "The bucket of the trail is not public"
    severity = "critical"
    part     = "s3_bucket_name"
    why      = "The logs tell everybody which users, roles, addresses and weak points the account has."
    fix      = "Take public statements out of the bucket policy, set its ACL to private, and block public access to it."
    aliases  = ["cloudtrail_logs_s3_bucket_is_not_publicly_accessible"]
    frameworks = {
      fsbp = ["CloudTrail.6"]
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

resource_policy "aws_cloudtrail" "private" {
  locals {
    # A bucket that stands elsewhere has to be looked at there.
    buckets  = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    bucket   = core::length(local.buckets) > 0 ? local.buckets[0] : core::getdatasource("aws_s3_bucket", attrs.s3_bucket_name)
    blocks   = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.s3_bucket_name })
    acls     = core::getresources("aws_s3_bucket_acl", { bucket = attrs.s3_bucket_name })
    policies = core::getresources("aws_s3_bucket_policy", { bucket = attrs.s3_bucket_name })
    blocked = core::anytrue([for block in local.blocks : core::alltrue([
      block.block_public_acls == true, block.block_public_policy == true, block.ignore_public_acls == true,
      block.restrict_public_buckets == true,
    ])])
    opened = core::anytrue([
      for acl in [for one in local.acls : one.acl] : acl != null && core::contains(["public-read", "public-read-write", "authenticated-read", "website"], acl)
    ])
    published = core::anytrue([
      for policy in local.policies : core::anytrue([
        for statement in plumb::statements(policy.policy) : core::alltrue([
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
    ])
  }
  enforce {
    # Of a bucket that stands elsewhere nothing is known but what is declared for it here.
    condition     = local.blocked || !local.opened && !local.published && (core::length(local.buckets) > 0 || local.bucket.is_private == true)
    error_message = "The bucket of the trail is open to everybody."
  }
}
