variable "force" {
  type = string
}

resource "aws_db_parameter_group" "pass_in_module" {
  family = "postgres13"
  parameter {
    name  = "rds.force_ssl"
    value = var.force
  }
}
