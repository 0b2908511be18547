variable "resources" {
  type = list(string)
}

variable "keys" {
  type = list(string)
}

resource "aws_kms_key" "aside_key" {}

locals {
  keys = [aws_kms_key.aside_key.arn]
}

# checkov: says failed because it does not look into dynamic blocks.
resource "aws_eks_cluster" "pass_dynamic" {
  name     = "a"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  dynamic "encryption_config" {
    for_each = local.keys
    content {
      resources = ["secrets"]
      provider {
        key_arn = encryption_config.value
      }
    }
  }
}

resource "aws_eks_cluster" "fail_default" {
  count    = 2
  name     = "b${count.index}"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "unknown_resources" {
  name     = "c"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  encryption_config {
    resources = var.resources
    provider {
      key_arn = aws_kms_key.aside_key.arn
    }
  }
}

resource "aws_eks_cluster" "unknown_dynamic" {
  name     = "d"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  dynamic "encryption_config" {
    for_each = var.keys
    content {
      resources = ["secrets"]
      provider {
        key_arn = encryption_config.value
      }
    }
  }
}

module "cluster" {
  source = "./cluster"
  key    = aws_kms_key.aside_key.arn
}
