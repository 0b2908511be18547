variable "days" {
  type    = number
  default = 0
}

resource "aws_elasticache_replication_group" "fail_in_module" {
  replication_group_id     = "m"
  description              = "m"
  snapshot_retention_limit = var.days
}
