variable "ranges" {}

resource "aws_security_group" "fail_in_module" {
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = var.ranges
  }
}
