variable "protected" {
  type    = bool
  default = false
}

resource "aws_db_instance" "fail_in_module" {
  instance_class      = "db.t3.micro"
  deletion_protection = var.protected
}
