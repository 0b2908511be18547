variable "logs" {
  type = list(string)
}

variable "log" {
  type = string
}

locals {
  logs = ["audit", "error"]
}

resource "aws_db_instance" "pass_exported" {
  instance_class                  = "db.t3.micro"
  enabled_cloudwatch_logs_exports = local.logs
}

# Which one it is does not matter.
resource "aws_db_instance" "pass_one_of_variable" {
  instance_class                  = "db.t3.micro"
  enabled_cloudwatch_logs_exports = [var.log]
}

resource "aws_db_instance" "fail_default" {
  count          = 2
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "fail_empty" {
  instance_class                  = "db.t3.micro"
  enabled_cloudwatch_logs_exports = []
}

resource "aws_db_instance" "unknown_variable" {
  instance_class                  = "db.t3.micro"
  enabled_cloudwatch_logs_exports = var.logs
}

resource "aws_rds_cluster" "pass_exported" {
  engine                          = "aurora-postgresql"
  enabled_cloudwatch_logs_exports = ["postgresql"]
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
