variable "encrypted" {
  type    = bool
  default = false
}

resource "aws_docdb_cluster" "fail_in_module" {
  storage_encrypted = var.encrypted
}
