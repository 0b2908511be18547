policytest {
  targets = ["redshift-not-public.policy.hcl"]
}

resource "aws_redshift_cluster" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_redshift_cluster" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_redshiftserverless_workgroup" "left_out" {
  attrs = { workgroup_name = "a" }
}

resource "aws_redshiftserverless_workgroup" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}
