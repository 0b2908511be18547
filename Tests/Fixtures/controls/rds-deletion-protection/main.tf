variable "environment" {
  type = string
}

locals {
  production = true
}

resource "aws_db_instance" "pass_protected" {
  instance_class      = "db.t3.micro"
  deletion_protection = local.production
}

resource "aws_db_instance" "fail_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "unknown_variable" {
  instance_class      = "db.t3.micro"
  deletion_protection = var.environment == "production"
}

resource "aws_rds_cluster" "pass_protected" {
  engine              = "aurora-mysql"
  deletion_protection = true
}

resource "aws_rds_cluster" "fail_each" {
  for_each            = { a = false, b = null }
  engine              = "aurora-mysql"
  deletion_protection = each.value
}

module "database" {
  source = "./database"
}
