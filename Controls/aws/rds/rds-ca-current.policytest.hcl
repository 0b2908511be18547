policytest {
  targets = ["rds-ca-current.policy.hcl"]
}

resource "aws_db_instance" "current" {
  attrs = { ca_cert_identifier = "rds-ca-rsa2048-g1" }
}

resource "aws_db_instance" "null" {
  attrs = { ca_cert_identifier = null }
}

resource "aws_db_instance" "left_out" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "expired" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2019" }
}

resource "aws_rds_cluster_instance" "expired" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2015" }
}

resource "aws_rds_cluster" "expired" {
  expect_failure = true
  attrs          = { ca_certificate_identifier = "rds-ca-2019" }
}
