variable "accounts" {
  type = list(string)
}

variable "account" {
  type = string
}

locals {
  everybody = ["all"]
}

resource "aws_db_instance" "aside_database" {
  instance_class = "db.t3.micro"
}

resource "aws_db_snapshot" "pass_default" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "a"
}

resource "aws_db_snapshot" "pass_shared" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "b"
  shared_accounts        = ["123456789012"]
}

resource "aws_db_snapshot" "fail_public" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "c"
  shared_accounts        = local.everybody
}

# checkov: says nothing because another element is a variable.
resource "aws_db_snapshot" "fail_public_and_more" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "d"
  shared_accounts        = ["all", var.account]
}

resource "aws_db_snapshot" "unknown_variable" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "e"
  shared_accounts        = var.accounts
}

resource "aws_db_snapshot" "unknown_element" {
  db_instance_identifier = aws_db_instance.aside_database.identifier
  db_snapshot_identifier = "f"
  shared_accounts        = ["123456789012", var.account]
}

# checkov: says nothing because it does not look at this type.
resource "aws_db_cluster_snapshot" "pass_default" {
  db_cluster_identifier          = "main"
  db_cluster_snapshot_identifier = "a"
}

# checkov: says nothing because it does not look at this type.
resource "aws_db_cluster_snapshot" "fail_public" {
  db_cluster_identifier          = "main"
  db_cluster_snapshot_identifier = "b"
  shared_accounts                = ["all"]
}

# checkov: says nothing because it does not know this type.
resource "aws_db_snapshot_copy" "fail_public" {
  source_db_snapshot_identifier = "a"
  target_db_snapshot_identifier = "b"
  shared_accounts               = ["all"]
}

# checkov: says nothing because it does not know this type.
resource "aws_rds_cluster_snapshot_copy" "fail_public" {
  source_db_cluster_snapshot_identifier = "a"
  target_db_cluster_snapshot_identifier = "b"
  shared_accounts                       = ["all"]
}

module "snapshot" {
  source   = "./snapshot"
  accounts = ["all"]
}
