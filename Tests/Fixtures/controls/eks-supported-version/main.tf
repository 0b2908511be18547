variable "kubernetes" {
  type = string
}

locals {
  versions = { a = "1.29", b = 1.27 }
}

resource "aws_eks_cluster" "pass_supported" {
  name     = "a"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  version  = "1.35"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "pass_default" {
  name     = "b"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "fail_each" {
  for_each = local.versions
  name     = each.key
  role_arn = "arn:aws:iam::123456789012:role/eks"
  version  = each.value
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "unknown_variable" {
  name     = "d"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  version  = var.kubernetes
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

module "cluster" {
  source = "./cluster"
}
