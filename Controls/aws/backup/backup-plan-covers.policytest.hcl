policytest {
  targets = ["backup-plan-covers.policy.hcl"]
}

resource "aws_db_instance" "named" {
  attrs = { arn = "arn:aws:rds:eu-central-1:123456789012:db:main", tags = null, tags_all = {} }
}

resource "aws_db_instance" "other" {
  expect_failure = true
  attrs          = { arn = "arn:aws:rds:eu-central-1:123456789012:db:other", tags = null, tags_all = {} }
}

resource "aws_efs_file_system" "tagged" {
  attrs = { arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1", tags = { Backup = "daily" }, tags_all = { Backup = "daily" } }
}

resource "aws_efs_file_system" "tagged_otherwise" {
  expect_failure = true
  attrs          = { arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-2", tags = { Backup = "never" }, tags_all = { Backup = "never" } }
}

resource "aws_efs_file_system" "tagged_by_provider" {
  attrs = { arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-3", tags = null, tags_all = { Backup = "daily" } }
}

resource "aws_dynamodb_table" "all" {
  attrs = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/a", tags = { Stage = "production" }, tags_all = { Stage = "production" } }
}

resource "aws_dynamodb_table" "all_but_tests" {
  expect_failure = true
  attrs          = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/b", tags = { Stage = "test" }, tags_all = { Stage = "test" } }
}

resource "aws_dynamodb_table" "taken_out" {
  expect_failure = true
  attrs          = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/c", tags = { Stage = "production" }, tags_all = { Stage = "production" } }
}

resource "aws_ebs_volume" "none" {
  expect_failure = true
  attrs          = { arn = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-1", tags = {}, tags_all = {} }
}

resource "aws_rds_cluster" "left_out" {
  expect_failure = true
  attrs          = { arn = "arn:aws:rds:eu-central-1:123456789012:cluster:a" }
}

resource "aws_backup_selection" "named" {
  attrs = { resources = ["arn:aws:rds:eu-central-1:123456789012:db:main"], not_resources = [], selection_tag = [], condition = [] }
}

resource "aws_backup_selection" "tagged" {
  attrs = { resources = null, not_resources = null, selection_tag = [{ type = "STRINGEQUALS", key = "Backup", value = "daily" }], condition = [] }
}

resource "aws_backup_selection" "all_tables" {
  attrs = {
    resources     = ["arn:aws:dynamodb:*:*:table/*"]
    not_resources = ["arn:aws:dynamodb:eu-central-1:123456789012:table/c"]
    selection_tag = []
    condition     = [{ string_equals = [{ key = "aws:ResourceTag/Stage", value = "production" }], string_like = [], string_not_equals = [], string_not_like = [] }]
  }
}
