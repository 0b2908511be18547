variable "encrypted" {
  type = bool
}

resource "aws_rds_cluster" "pass_encrypted" {
  engine            = "aurora-postgresql"
  storage_encrypted = true
}

resource "aws_rds_cluster" "pass_serverless" {
  engine      = "aurora-mysql"
  engine_mode = "serverless"
}

resource "aws_rds_cluster" "fail_default" {
  engine = "aurora-postgresql"
}

resource "aws_rds_cluster" "fail_each" {
  for_each          = toset(["a", "b"])
  engine            = "aurora-postgresql"
  storage_encrypted = false
}

resource "aws_rds_cluster" "unknown_variable" {
  engine            = "aurora-postgresql"
  storage_encrypted = var.encrypted
}

resource "aws_rds_cluster" "unknown_restored" {
  engine              = "aurora-postgresql"
  snapshot_identifier = "nightly"
}

resource "aws_rds_cluster" "unknown_point_in_time" {
  engine = "aurora-postgresql"
  restore_to_point_in_time {
    source_cluster_identifier = aws_rds_cluster.pass_encrypted.id
  }
}

resource "aws_rds_global_cluster" "pass_encrypted" {
  global_cluster_identifier = "a"
  engine                    = "aurora-postgresql"
  storage_encrypted         = true
}

resource "aws_rds_global_cluster" "fail_default" {
  global_cluster_identifier = "b"
  engine                    = "aurora-postgresql"
}

resource "aws_rds_global_cluster" "unknown_from_cluster" {
  global_cluster_identifier    = "c"
  source_db_cluster_identifier = aws_rds_cluster.pass_encrypted.arn
}

module "cluster" {
  source = "./cluster"
}
