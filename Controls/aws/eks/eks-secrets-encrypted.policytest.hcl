policytest {
  targets = ["eks-secrets-encrypted.policy.hcl"]
}

resource "aws_eks_cluster" "encrypted" {
  attrs = { encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }] }] }
}

resource "aws_eks_cluster" "none" {
  expect_failure = true
  attrs          = { encryption_config = [] }
}

resource "aws_eks_cluster" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}

resource "aws_eks_cluster" "something_else" {
  expect_failure = true
  attrs          = { encryption_config = [{ resources = [], provider = [{ key_arn = "arn:aws:kms:eu-central-1:123456789012:key/a" }] }] }
}
