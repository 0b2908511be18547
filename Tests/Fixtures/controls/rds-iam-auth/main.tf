variable "iam" {
  type = bool
}

variable "engine" {
  type = string
}

locals {
  iam = true
}

resource "aws_db_instance" "pass_iam" {
  instance_class                      = "db.t3.micro"
  engine                              = "postgres"
  iam_database_authentication_enabled = local.iam
}

resource "aws_db_instance" "fail_default" {
  instance_class = "db.t3.micro"
  engine         = "mysql"
}

resource "aws_db_instance" "fail_each" {
  for_each                            = toset(["mysql", "mariadb"])
  instance_class                      = "db.t3.micro"
  engine                              = each.key
  iam_database_authentication_enabled = false
}

resource "aws_db_instance" "aside_sqlserver" {
  instance_class = "db.t3.micro"
  engine         = "sqlserver-ex"
}

resource "aws_db_instance" "unknown_variable" {
  instance_class                      = "db.t3.micro"
  engine                              = "postgres"
  iam_database_authentication_enabled = var.iam
}

resource "aws_db_instance" "unknown_engine" {
  instance_class = "db.t3.micro"
  engine         = var.engine
}

resource "aws_rds_cluster" "pass_iam" {
  engine                              = "aurora-mysql"
  iam_database_authentication_enabled = true
}

resource "aws_rds_cluster" "fail_default" {
  engine = "aurora-postgresql"
}

# checkov: says failed because it does not look at the mode.
resource "aws_rds_cluster" "aside_serverless" {
  engine      = "aurora-mysql"
  engine_mode = "serverless"
}

module "database" {
  source = "./database"
}
