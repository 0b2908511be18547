variable "networks" {
  type = list(string)
}

resource "aws_eks_cluster" "fail_in_module" {
  name     = "m"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids             = ["subnet-1", "subnet-2"]
    endpoint_public_access = true
    public_access_cidrs    = var.networks
  }
}
