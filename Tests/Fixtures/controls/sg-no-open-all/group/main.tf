variable "ranges" {
  type = list(string)
}

# checkov: says passed, for it looks for a port of -1, and everything is written as 0 to 0 with the protocol -1.
resource "aws_security_group" "fail_in_module" {
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = var.ranges
  }
}
