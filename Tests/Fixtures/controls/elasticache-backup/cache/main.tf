variable "days" {
  type    = number
  default = 0
}

# checkov: says nothing because it looks at clusters only.
resource "aws_elasticache_replication_group" "fail_in_module" {
  replication_group_id     = "m"
  description              = "m"
  snapshot_retention_limit = var.days
}
