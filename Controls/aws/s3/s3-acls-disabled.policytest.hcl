policytest {
  targets = ["s3-acls-disabled.policy.hcl"]
}

resource "aws_s3_bucket_ownership_controls" "enforced" {
  attrs = { rule = [{ object_ownership = "BucketOwnerEnforced" }] }
}

resource "aws_s3_bucket_ownership_controls" "preferred" {
  expect_failure = true
  attrs          = { rule = [{ object_ownership = "BucketOwnerPreferred" }] }
}

resource "aws_s3_bucket_ownership_controls" "writer" {
  expect_failure = true
  attrs          = { rule = [{ object_ownership = "ObjectWriter" }] }
}
