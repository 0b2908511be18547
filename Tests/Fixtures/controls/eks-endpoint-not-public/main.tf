variable "public" {
  type = bool
}

variable "networks" {
  type     = list(string)
  nullable = false
}

variable "network" {
  type = string
}

locals {
  office = ["203.0.113.0/24"]
}

resource "aws_eks_cluster" "pass_private" {
  name     = "a"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_public_access  = false
    endpoint_private_access = true
  }
}

# checkov: CKV_AWS_39 says failed because it wants no public endpoint at all.
resource "aws_eks_cluster" "pass_restricted" {
  name     = "b"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = local.office
  }
}

resource "aws_eks_cluster" "fail_default" {
  count    = 2
  name     = "c${count.index}"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "fail_open" {
  name     = "d"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = concat(local.office, ["0.0.0.0/0"], [var.network])
  }
}

resource "aws_eks_cluster" "unknown_public" {
  name     = "e"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids             = ["subnet-1", "subnet-2"]
    endpoint_public_access = var.public
  }
}

resource "aws_eks_cluster" "unknown_networks" {
  name     = "f"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = var.networks
  }
}

module "cluster" {
  source   = "./cluster"
  networks = ["0.0.0.0/0"]
}
