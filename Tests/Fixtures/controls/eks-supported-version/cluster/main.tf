variable "kubernetes" {
  type    = string
  default = "1.30"
}

# checkov: says passed because its list has no dates.
resource "aws_eks_cluster" "fail_in_module" {
  name     = "m"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  version  = var.kubernetes
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}
