variable "force" {
  type = string
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "pass_in_module" {
  family = "postgres13"
  parameter {
    name  = "rds.force_ssl"
    value = var.force
  }
}
