policytest {
  targets = ["eks-supported-version.policy.hcl"]
}

resource "aws_eks_cluster" "supported" {
  attrs = { version = "1.35" }
}

resource "aws_eks_cluster" "newer" {
  attrs = { version = "1.40" }
}

resource "aws_eks_cluster" "null" {
  attrs = { version = null }
}

resource "aws_eks_cluster" "left_out" {
  attrs = { name = "a" }
}

resource "aws_eks_cluster" "extended" {
  expect_failure = true
  attrs          = { version = "1.31" }
}

resource "aws_eks_cluster" "very_old" {
  expect_failure = true
  attrs          = { version = "1.9" }
}
