policytest {
  targets = ["eks-logging.policy.hcl"]
}

resource "aws_eks_cluster" "all" {
  attrs = { enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"] }
}

resource "aws_eks_cluster" "some" {
  expect_failure = true
  attrs          = { enabled_cluster_log_types = ["api", "audit"] }
}

resource "aws_eks_cluster" "null" {
  expect_failure = true
  attrs          = { enabled_cluster_log_types = null }
}

resource "aws_eks_cluster" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
