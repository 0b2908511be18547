variable "ranges" {
  type = list(string)
}

resource "aws_security_group" "fail_in_module" {
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = var.ranges
  }
}
