variable "encrypted" {
  type = bool
}

locals {
  encrypted = true
}

resource "aws_neptune_cluster" "pass_encrypted" {
  storage_encrypted = local.encrypted
}

resource "aws_neptune_cluster" "fail_default" {
  count = 2
}

resource "aws_neptune_cluster" "fail_plain" {
  storage_encrypted = false
}

resource "aws_neptune_cluster" "unknown_variable" {
  storage_encrypted = var.encrypted
}

# checkov: says failed because it looks at the argument alone.
resource "aws_neptune_cluster" "unknown_restored" {
  snapshot_identifier = "nightly"
}

# checkov: says failed because it looks at the argument alone.
resource "aws_neptune_cluster" "pass_restored_with_key" {
  snapshot_identifier = "nightly"
  kms_key_arn         = aws_kms_key.aside_key.arn
}

resource "aws_kms_key" "aside_key" {}

module "graph" {
  source    = "./graph"
  encrypted = null
}
