variable "encrypted" {
  type    = bool
  default = true
}

resource "aws_rds_cluster" "pass_in_module" {
  engine            = "aurora-mysql"
  storage_encrypted = var.encrypted
}
