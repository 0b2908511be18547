variable "types" {
  type    = list(string)
  default = ["audit"]
}

resource "aws_eks_cluster" "fail_in_module" {
  name                      = "m"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = var.types
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}
