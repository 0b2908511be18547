variable "iam" {
  type    = bool
  default = false
}

resource "aws_db_instance" "fail_in_module" {
  instance_class                      = "db.t3.micro"
  engine                              = "postgres"
  iam_database_authentication_enabled = var.iam
}
