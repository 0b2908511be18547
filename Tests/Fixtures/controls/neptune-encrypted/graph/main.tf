variable "encrypted" {
  type = bool
}

# checkov: says nothing because the value is null.
resource "aws_neptune_cluster" "fail_in_module" {
  storage_encrypted = var.encrypted
}
