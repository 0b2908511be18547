variable "encrypted" {
  type    = bool
  default = true
}

resource "aws_db_instance" "fail_in_module" {
  instance_class    = "db.t3.micro"
  storage_encrypted = var.encrypted
}
