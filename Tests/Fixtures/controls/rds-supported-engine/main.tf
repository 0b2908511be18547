variable "engine_version" {
  type = string
}

variable "engine" {
  type = string
}

locals {
  postgres = { engine = "postgres", version = "11" }
}

resource "aws_db_instance" "pass_supported" {
  instance_class = "db.t3.micro"
  engine         = "postgres"
  engine_version = "17.2"
}

resource "aws_db_instance" "pass_number" {
  instance_class = "db.t3.micro"
  engine         = "mysql"
  engine_version = 8.4
}

resource "aws_db_instance" "pass_default" {
  instance_class = "db.t3.micro"
  engine         = "mariadb"
}

resource "aws_db_instance" "pass_newer" {
  instance_class = "db.t3.micro"
  engine         = "mariadb"
  engine_version = "12.3"
}

resource "aws_db_instance" "fail_old" {
  instance_class = "db.t3.micro"
  engine         = local.postgres.engine
  engine_version = local.postgres.version
}

resource "aws_db_instance" "fail_minor" {
  count          = 1
  instance_class = "db.t3.micro"
  engine         = "mysql"
  engine_version = "8.0.36"
}

resource "aws_db_instance" "fail_mariadb" {
  instance_class = "db.t3.micro"
  engine         = "mariadb"
  engine_version = "10.6.14"
}

resource "aws_db_instance" "aside_oracle" {
  instance_class = "db.t3.micro"
  engine         = "oracle-se2"
  engine_version = "12.1.0.2.v1"
}

resource "aws_db_instance" "unknown_variable" {
  instance_class = "db.t3.micro"
  engine         = "mysql"
  engine_version = var.engine_version
}

resource "aws_db_instance" "unknown_engine" {
  instance_class = "db.t3.micro"
  engine         = var.engine
  engine_version = "5.7"
}

resource "aws_db_instance" "unknown_replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = aws_db_instance.pass_supported.arn
}

resource "aws_rds_cluster" "pass_supported" {
  engine         = "aurora-postgresql"
  engine_version = "16.4"
}

resource "aws_rds_cluster" "fail_old" {
  engine         = "aurora-mysql"
  engine_version = "5.7.mysql_aurora.2.11.2"
}

resource "aws_rds_cluster" "unknown_restored" {
  engine              = "aurora-mysql"
  snapshot_identifier = "nightly"
}

module "cluster" {
  source = "./cluster"
}
