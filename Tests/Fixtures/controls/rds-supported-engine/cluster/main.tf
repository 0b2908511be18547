variable "engine_version" {
  type    = string
  default = "13.7"
}

resource "aws_rds_cluster" "fail_in_module" {
  engine         = "aurora-postgresql"
  engine_version = var.engine_version
}
