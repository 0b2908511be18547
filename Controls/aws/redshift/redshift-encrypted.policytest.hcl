policytest {
  targets = ["redshift-encrypted.policy.hcl"]
}

resource "aws_redshift_cluster" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_redshift_cluster" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}
