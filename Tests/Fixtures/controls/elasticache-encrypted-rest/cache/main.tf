variable "encrypted" {
  type = bool
}

resource "aws_elasticache_replication_group" "fail_in_module" {
  replication_group_id       = "m"
  description                = "m"
  at_rest_encryption_enabled = var.encrypted
}
