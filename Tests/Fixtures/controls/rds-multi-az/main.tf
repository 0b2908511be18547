variable "standby" {
  type = bool
}

resource "aws_db_instance" "pass_standby" {
  instance_class = "db.t3.micro"
  multi_az       = true
}

resource "aws_db_instance" "fail_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "fail_each" {
  for_each       = toset(["a", "b"])
  instance_class = "db.t3.micro"
  multi_az       = each.key == "c"
}

resource "aws_db_instance" "unknown_variable" {
  instance_class = "db.t3.micro"
  multi_az       = var.standby
}

resource "aws_rds_cluster_instance" "aside_aurora" {
  cluster_identifier = "main"
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
}

module "database" {
  source  = "./database"
  standby = true
}
