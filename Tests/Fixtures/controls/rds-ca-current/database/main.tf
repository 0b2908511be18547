variable "authority" {
  type    = string
  default = "rds-ca-2019"
}

resource "aws_db_instance" "fail_in_module" {
  instance_class     = "db.t3.micro"
  ca_cert_identifier = var.authority
}
