variable "encrypted" {
  type = bool
}

# checkov: CKV_AWS_31 says failed because it wants a password, too.
resource "aws_elasticache_replication_group" "pass_in_module" {
  replication_group_id       = "m"
  description                = "m"
  transit_encryption_enabled = var.encrypted
}
