variable "key" {
  type = string
}

resource "aws_eks_cluster" "pass_in_module" {
  name     = "m"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = var.key
    }
  }
}
