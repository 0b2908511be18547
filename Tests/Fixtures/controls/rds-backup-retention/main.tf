variable "days" {
  type = number
}

variable "source_database" {
  type = string
}

locals {
  days = 7
}

resource "aws_db_instance" "pass_week" {
  identifier              = "main"
  instance_class          = "db.t3.micro"
  backup_retention_period = local.days
}

resource "aws_db_instance" "pass_text" {
  instance_class          = "db.t3.micro"
  backup_retention_period = "30"
}

resource "aws_db_instance" "aside_replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = aws_db_instance.pass_week.identifier
}

# checkov: says passed because it does not miss the argument.
resource "aws_db_instance" "fail_default" {
  instance_class = "db.t3.micro"
}

# checkov: says passed because any number of days will do for it.
resource "aws_db_instance" "fail_short" {
  count                   = 2
  instance_class          = "db.t3.micro"
  backup_retention_period = count.index + 1
}

resource "aws_db_instance" "unknown_variable" {
  instance_class          = "db.t3.micro"
  backup_retention_period = var.days
}

resource "aws_db_instance" "unknown_perhaps_replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = var.source_database
}

resource "aws_db_instance" "unknown_restored" {
  instance_class      = "db.t3.micro"
  snapshot_identifier = "nightly"
}

resource "aws_rds_cluster" "pass_long" {
  engine                  = "aurora-mysql"
  backup_retention_period = 14
}

# checkov: says passed because a cluster has one day by default.
resource "aws_rds_cluster" "fail_default" {
  engine = "aurora-mysql"
}

resource "aws_rds_cluster" "unknown_variable" {
  engine                  = "aurora-mysql"
  backup_retention_period = var.days
}

module "database" {
  source = "./database"
}
