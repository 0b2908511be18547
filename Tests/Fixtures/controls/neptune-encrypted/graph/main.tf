variable "encrypted" {
  type = bool
}

resource "aws_neptune_cluster" "fail_in_module" {
  storage_encrypted = var.encrypted
}
