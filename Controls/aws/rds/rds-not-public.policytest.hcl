policytest {
  targets = ["rds-not-public.policy.hcl"]
}

resource "aws_db_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_db_instance" "default" {
  attrs = { publicly_accessible = null }
}

resource "aws_db_instance" "left_out" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_rds_cluster_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}
