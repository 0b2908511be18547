variable "days" {
  type    = number
  default = 3
}

# checkov: says passed because any number of days will do for it.
resource "aws_db_instance" "fail_in_module" {
  instance_class          = "db.t3.micro"
  backup_retention_period = var.days
}
