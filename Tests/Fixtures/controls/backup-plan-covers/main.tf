variable "tag" {
  type = string
}

locals {
  plan = "plan"
  role = "arn:aws:iam::123456789012:role/backup"
  tags = { Backup = "daily" }
}

resource "aws_backup_selection" "aside_tagged" {
  iam_role_arn = local.role
  name         = "tagged"
  plan_id      = local.plan
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}

resource "aws_backup_selection" "aside_named" {
  iam_role_arn = local.role
  name         = "named"
  plan_id      = local.plan
  resources = [
    aws_db_instance.pass_named.arn,
    aws_ebs_volume.pass_named.arn,
    "arn:aws:dynamodb:*:*:table/*",
  ]
  not_resources = [aws_dynamodb_table.fail_taken_out.arn]
}

# checkov: says nothing because it does not look at this type.
resource "aws_db_instance" "pass_named" {
  instance_class = "db.t3.micro"
}

# Neither its name nor its tags are selected.
# checkov: says nothing because it does not look at this type.
resource "aws_db_instance" "fail_other_tag" {
  instance_class = "db.t3.micro"
  tags           = { Backup = "never" }
}

# checkov: says nothing because it does not look at this type.
resource "aws_db_instance" "unknown_default_tags" {
  instance_class = "db.t3.micro"
}

# checkov: says failed because it knows selections by ARN only.
resource "aws_rds_cluster" "pass_tagged" {
  engine = "aurora-mysql"
  tags   = local.tags
}

resource "aws_rds_cluster" "fail_other_tag" {
  engine = "aurora-mysql"
  tags   = { Backup = "weekly" }
}

# checkov: says failed because it knows selections by ARN only.
resource "aws_efs_file_system" "pass_each" {
  for_each = toset(["a", "b"])
  tags     = merge(local.tags, { Name = each.key })
}

resource "aws_efs_file_system" "unknown_variable" {
  tags = { Backup = var.tag }
}

resource "aws_efs_file_system" "fail_other_tag" {
  tags = { Backup = "never" }
}

# checkov: says nothing because it does not look at this type.
resource "aws_dynamodb_table" "pass_all" {
  name = "a"
  tags = { Backup = "never" }
}

# checkov: says nothing because it does not look at this type.
resource "aws_dynamodb_table" "fail_taken_out" {
  name = "b"
  tags = { Backup = "never" }
}

resource "aws_ebs_volume" "pass_named" {
  availability_zone = "eu-central-1a"
  tags              = { Backup = "never" }
}

resource "aws_ebs_volume" "fail_other_tag" {
  availability_zone = "eu-central-1a"
  tags              = { Backup = "never" }
}

module "files" {
  source = "./files"
  tags   = local.tags
}
