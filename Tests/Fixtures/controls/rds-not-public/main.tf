variable "public" {
  type = bool
}

locals {
  everywhere = { a = true, b = true }
}

resource "aws_db_instance" "pass_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "pass_private" {
  instance_class      = "db.t3.micro"
  publicly_accessible = false
}

resource "aws_db_instance" "fail_public" {
  instance_class      = "db.t3.micro"
  publicly_accessible = true
}

resource "aws_db_instance" "fail_text" {
  instance_class      = "db.t3.micro"
  publicly_accessible = "true"
}

resource "aws_db_instance" "unknown_variable" {
  instance_class      = "db.t3.micro"
  publicly_accessible = var.public
}

resource "aws_db_instance" "fail_each" {
  for_each            = local.everywhere
  instance_class      = "db.t3.micro"
  publicly_accessible = each.value
}

resource "aws_rds_cluster" "aside_cluster" {
  engine = "aurora-mysql"
}

resource "aws_rds_cluster_instance" "fail_public" {
  cluster_identifier  = aws_rds_cluster.aside_cluster.id
  engine              = "aurora-mysql"
  instance_class      = "db.r6g.large"
  publicly_accessible = true
}

# Without the argument it depends on the subnets of the cluster.
resource "aws_rds_cluster_instance" "unknown_default" {
  cluster_identifier = aws_rds_cluster.aside_cluster.id
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
}

module "open" {
  source = "./database"
  public = true
}
