policytest {
  targets = ["s3-no-public-acl.policy.hcl"]
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { acl = "private", access_control_policy = [] }
}

resource "aws_s3_bucket_acl" "null" {
  attrs = { acl = null }
}

resource "aws_s3_bucket_acl" "logs" {
  attrs = { acl = "log-delivery-write" }
}

resource "aws_s3_bucket_acl" "read" {
  expect_failure = true
  attrs          = { acl = "public-read" }
}

resource "aws_s3_bucket_acl" "write" {
  expect_failure = true
  attrs          = { acl = "public-read-write" }
}

resource "aws_s3_bucket_acl" "authenticated" {
  expect_failure = true
  attrs          = { acl = "authenticated-read" }
}

resource "aws_s3_bucket_acl" "grant" {
  expect_failure = true
  attrs          = { acl = null, access_control_policy = [{ grant = [{ permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }] }] }
}

resource "aws_s3_bucket_acl" "grant_to_user" {
  attrs = { acl = null, access_control_policy = [{ grant = [{ permission = "READ", grantee = [{ type = "CanonicalUser", id = "1", uri = null }] }] }] }
}

resource "aws_s3_bucket" "old" {
  expect_failure = true
  attrs          = { acl = "public-read", grant = [] }
}

resource "aws_s3_bucket" "without" {
  attrs = { acl = null, grant = [] }
}
