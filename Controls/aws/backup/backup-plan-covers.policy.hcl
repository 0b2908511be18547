locals {
  control = {
    id       = "backup-plan-covers"
    title    = "What holds data is selected by a backup plan"
    severity = "medium"
    part     = "tags"
    why      = "Without a plan backups are made when somebody thinks of it. What no plan selects is gone with the first mistake or attack."
    fix      = "Give it a tag that an aws_backup_selection selects, or name its ARN in the resources of one."
    aliases = [
      "CKV2_AWS_8", "CKV2_AWS_9", "CKV2_AWS_18", "backup_plans_exist", "rds_instance_protected_by_backup_plan",
      "rds_cluster_protected_by_backup_plan", "dynamodb_table_protected_by_backup_plan", "efs_have_backup_enabled",
    ]
    frameworks = {
      soc2 = ["PI1.5"]
    }
  }
}

# A selection takes what its resources name, by ARN or wildcard, or what one of its selection tags is on; where it has both and only one
# holds, it cannot be told here. All its conditions must hold, and not_resources takes out again. Tags that the provider's default_tags add are
# in tags_all, which is not known before the plan. A reference has no wildcard in it, which is seen by taking one out.
resource_policy "aws_db_instance" "selected" {
  locals {
    arn  = core::try(attrs.arn, "none")
    all  = "^(?:[*]|arn:[^:]+:rds:[^:]*:[^:]*:(?:[*]|db:[*]))$"
    some = "^arn:[^:]+:rds:[^:]*:[^:]*:db"
    tags = core::coalesce(core::try(attrs.tags, null), {})
    late = core::coalesce(core::try(attrs.tags_all, null), {})
    selections = [
      for s in core::getresources("aws_backup_selection", {}) : {
        both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
        named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
        excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        conditions = core::alltrue(core::flatten([
          for c in s.condition : [
            [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
            [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
            [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
          ]
        ]))
      }
    ]
    covering = [
      for s in local.selections : core::alltrue([
        core::anytrue([s.named, s.tagged]),
        s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
        s.conditions,
        !s.excluded,
      ])
    ]
  }
  enforce {
    condition     = core::anytrue(local.covering)
    error_message = "No backup plan selects the database."
  }
}

resource_policy "aws_rds_cluster" "selected" {
  locals {
    arn  = core::try(attrs.arn, "none")
    all  = "^(?:[*]|arn:[^:]+:rds:[^:]*:[^:]*:(?:[*]|cluster:[*]))$"
    some = "^arn:[^:]+:rds:[^:]*:[^:]*:cluster"
    tags = core::coalesce(core::try(attrs.tags, null), {})
    late = core::coalesce(core::try(attrs.tags_all, null), {})
    selections = [
      for s in core::getresources("aws_backup_selection", {}) : {
        both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
        named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
        excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        conditions = core::alltrue(core::flatten([
          for c in s.condition : [
            [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
            [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
            [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
          ]
        ]))
      }
    ]
    covering = [
      for s in local.selections : core::alltrue([
        core::anytrue([s.named, s.tagged]),
        s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
        s.conditions,
        !s.excluded,
      ])
    ]
  }
  enforce {
    condition     = core::anytrue(local.covering)
    error_message = "No backup plan selects the cluster."
  }
}

resource_policy "aws_efs_file_system" "selected" {
  locals {
    arn  = core::try(attrs.arn, "none")
    all  = "^(?:[*]|arn:[^:]+:elasticfilesystem:[^:]*:[^:]*:(?:[*]|file-system/[*]))$"
    some = "^arn:[^:]+:elasticfilesystem:[^:]*:[^:]*:file-system"
    tags = core::coalesce(core::try(attrs.tags, null), {})
    late = core::coalesce(core::try(attrs.tags_all, null), {})
    selections = [
      for s in core::getresources("aws_backup_selection", {}) : {
        both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
        named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
        excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        conditions = core::alltrue(core::flatten([
          for c in s.condition : [
            [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
            [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
            [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
          ]
        ]))
      }
    ]
    covering = [
      for s in local.selections : core::alltrue([
        core::anytrue([s.named, s.tagged]),
        s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
        s.conditions,
        !s.excluded,
      ])
    ]
  }
  enforce {
    condition     = core::anytrue(local.covering)
    error_message = "No backup plan selects the file system."
  }
}

resource_policy "aws_dynamodb_table" "selected" {
  locals {
    arn  = core::try(attrs.arn, "none")
    all  = "^(?:[*]|arn:[^:]+:dynamodb:[^:]*:[^:]*:(?:[*]|table/[*]))$"
    some = "^arn:[^:]+:dynamodb:[^:]*:[^:]*:table"
    tags = core::coalesce(core::try(attrs.tags, null), {})
    late = core::coalesce(core::try(attrs.tags_all, null), {})
    selections = [
      for s in core::getresources("aws_backup_selection", {}) : {
        both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
        named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
        excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        conditions = core::alltrue(core::flatten([
          for c in s.condition : [
            [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
            [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
            [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
          ]
        ]))
      }
    ]
    covering = [
      for s in local.selections : core::alltrue([
        core::anytrue([s.named, s.tagged]),
        s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
        s.conditions,
        !s.excluded,
      ])
    ]
  }
  enforce {
    condition     = core::anytrue(local.covering)
    error_message = "No backup plan selects the table."
  }
}

resource_policy "aws_ebs_volume" "selected" {
  locals {
    arn  = core::try(attrs.arn, "none")
    all  = "^(?:[*]|arn:[^:]+:ec2:[^:]*:[^:]*:(?:[*]|volume/[*]))$"
    some = "^arn:[^:]+:ec2:[^:]*:[^:]*:volume"
    tags = core::coalesce(core::try(attrs.tags, null), {})
    late = core::coalesce(core::try(attrs.tags_all, null), {})
    selections = [
      for s in core::getresources("aws_backup_selection", {}) : {
        both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
        named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
        excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
        conditions = core::alltrue(core::flatten([
          for c in s.condition : [
            [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
            [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
            [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
          ]
        ]))
      }
    ]
    covering = [
      for s in local.selections : core::alltrue([
        core::anytrue([s.named, s.tagged]),
        s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
        s.conditions,
        !s.excluded,
      ])
    ]
  }
  enforce {
    condition     = core::anytrue(local.covering)
    error_message = "No backup plan selects the volume."
  }
}
