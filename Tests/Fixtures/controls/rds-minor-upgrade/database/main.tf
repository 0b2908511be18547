variable "upgraded" {
  type = bool
}

resource "aws_db_instance" "fail_in_module" {
  instance_class             = "db.t3.micro"
  auto_minor_version_upgrade = var.upgraded
}
