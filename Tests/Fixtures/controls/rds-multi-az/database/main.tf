variable "standby" {
  type = bool
}

resource "aws_db_instance" "pass_in_module" {
  instance_class = "db.t3.micro"
  multi_az       = var.standby
}
