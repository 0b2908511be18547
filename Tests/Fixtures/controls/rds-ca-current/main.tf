variable "authority" {
  type = string
}

locals {
  authority = "rds-ca-2019"
}

resource "aws_db_instance" "pass_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "pass_current" {
  for_each           = toset(["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"])
  instance_class     = "db.t3.micro"
  ca_cert_identifier = each.key
}

resource "aws_db_instance" "fail_expired" {
  instance_class     = "db.t3.micro"
  ca_cert_identifier = local.authority
}

resource "aws_db_instance" "unknown_variable" {
  instance_class     = "db.t3.micro"
  ca_cert_identifier = var.authority
}

# checkov: says failed because it is none of the names that it knows.
resource "aws_db_instance" "unknown_authority" {
  instance_class     = "db.t3.micro"
  ca_cert_identifier = "rds-ca-of-tomorrow"
}

# checkov: says nothing because it does not look at this type.
resource "aws_rds_cluster_instance" "pass_default" {
  cluster_identifier = "main"
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
}

# checkov: says nothing because it does not look at this type.
resource "aws_rds_cluster_instance" "fail_expired" {
  cluster_identifier = "main"
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
  ca_cert_identifier = "rds-ca-2015"
}

# checkov: says nothing because it does not look at this type.
resource "aws_rds_cluster" "pass_current" {
  engine                    = "mysql"
  ca_certificate_identifier = "rds-ca-rsa4096-g1"
}

# checkov: says nothing because it does not look at this type.
resource "aws_rds_cluster" "fail_expired" {
  engine                    = "mysql"
  ca_certificate_identifier = "rds-ca-2019"
}

module "database" {
  source = "./database"
}
