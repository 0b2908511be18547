policytest {
  targets = ["rds-minor-upgrade.policy.hcl"]
}

resource "aws_db_instance" "on" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_db_instance" "null" {
  attrs = { auto_minor_version_upgrade = null }
}

resource "aws_db_instance" "left_out" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

resource "aws_rds_cluster_instance" "left_out" {
  attrs = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster_instance" "off" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}
