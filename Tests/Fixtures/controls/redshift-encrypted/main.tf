variable "encrypted" {
  type = bool
}

locals {
  encrypted = true
}

resource "aws_redshift_cluster" "pass_encrypted" {
  cluster_identifier = "a"
  node_type          = "ra3.large"
  encrypted          = local.encrypted
}

resource "aws_redshift_cluster" "fail_plain" {
  for_each           = toset(["b", "c"])
  cluster_identifier = each.key
  node_type          = "ra3.large"
  encrypted          = false
}

resource "aws_redshift_cluster" "unknown_variable" {
  cluster_identifier = "d"
  node_type          = "ra3.large"
  encrypted          = var.encrypted
}

# checkov: says failed because of the default of older versions of the provider.
resource "aws_redshift_cluster" "unknown_default" {
  cluster_identifier = "e"
  node_type          = "ra3.large"
}

# Serverless is always encrypted.
resource "aws_redshiftserverless_namespace" "aside_serverless" {
  namespace_name = "main"
}

module "warehouse" {
  source    = "./warehouse"
  encrypted = true
}
