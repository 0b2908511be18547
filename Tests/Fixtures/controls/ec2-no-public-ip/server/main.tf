variable "public" {}

resource "aws_instance" "fail_in_module" {
  associate_public_ip_address = var.public
}
