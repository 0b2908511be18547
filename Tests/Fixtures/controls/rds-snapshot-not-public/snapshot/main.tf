variable "accounts" {
  type    = set(string)
  default = []
}

resource "aws_db_snapshot" "fail_in_module" {
  db_instance_identifier = "main"
  db_snapshot_identifier = "m"
  shared_accounts        = var.accounts
}
