policytest {
  targets = ["docdb-encrypted.policy.hcl"]
}

resource "aws_docdb_cluster" "encrypted" {
  attrs = { storage_encrypted = true }
}

resource "aws_docdb_cluster" "plain" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_docdb_cluster" "null" {
  expect_failure = true
  attrs          = { storage_encrypted = null }
}

resource "aws_docdb_cluster" "left_out" {
  expect_failure = true
  attrs          = { engine = "docdb" }
}
