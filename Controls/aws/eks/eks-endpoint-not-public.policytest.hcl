policytest {
  targets = ["eks-endpoint-not-public.policy.hcl"]
}

resource "aws_eks_cluster" "private" {
  attrs = { vpc_config = [{ endpoint_public_access = false, public_access_cidrs = null }] }
}

resource "aws_eks_cluster" "restricted" {
  attrs = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24"] }] }
}

resource "aws_eks_cluster" "open" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24", "0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "halves" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"] }] }
}

resource "aws_eks_cluster" "default" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = null, public_access_cidrs = null }] }
}

resource "aws_eks_cluster" "empty" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = [] }] }
}
