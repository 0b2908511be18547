variable "upgraded" {
  type = bool
}

locals {
  maintenance = { automatic = false }
}

# checkov: says failed because it wants the default written.
resource "aws_db_instance" "pass_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "pass_on" {
  instance_class             = "db.t3.micro"
  auto_minor_version_upgrade = "true"
}

resource "aws_db_instance" "fail_off" {
  instance_class             = "db.t3.micro"
  auto_minor_version_upgrade = local.maintenance.automatic
}

resource "aws_db_instance" "unknown_variable" {
  instance_class             = "db.t3.micro"
  auto_minor_version_upgrade = var.upgraded
}

resource "aws_rds_cluster" "aside_cluster" {
  engine = "aurora-mysql"
}

# checkov: says failed because it wants the default written.
resource "aws_rds_cluster_instance" "pass_default" {
  cluster_identifier = aws_rds_cluster.aside_cluster.id
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
}

resource "aws_rds_cluster_instance" "fail_count" {
  count                      = 2
  cluster_identifier         = aws_rds_cluster.aside_cluster.id
  engine                     = "aurora-mysql"
  instance_class             = "db.r6g.large"
  auto_minor_version_upgrade = false
}

module "database" {
  source   = "./database"
  upgraded = false
}
