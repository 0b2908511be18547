variable "public" {}

resource "aws_db_instance" "fail_in_module" {
  instance_class      = "db.t3.micro"
  publicly_accessible = var.public
}
