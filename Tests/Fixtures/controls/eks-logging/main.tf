variable "types" {
  type = list(string)
}

variable "last" {
  type = string
}

locals {
  types = ["scheduler", "controllerManager", "authenticator", "audit", "api"]
}

resource "aws_eks_cluster" "pass_all" {
  name                      = "a"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = local.types
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "fail_default" {
  for_each = toset(["b", "c"])
  name     = each.key
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "fail_some" {
  name                      = "d"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = ["api", "audit"]
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "unknown_variable" {
  name                      = "e"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = var.types
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "unknown_last" {
  name                      = "f"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", var.last]
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

module "cluster" {
  source = "./cluster"
}
