variable "public" {
  type = bool
}

locals {
  network = { public = true }
}

resource "aws_redshift_cluster" "pass_private" {
  cluster_identifier  = "a"
  node_type           = "ra3.large"
  publicly_accessible = false
}

resource "aws_redshift_cluster" "fail_public" {
  count               = 2
  cluster_identifier  = "b${count.index}"
  node_type           = "ra3.large"
  publicly_accessible = local.network.public
}

# checkov: says failed because of the default of older versions of the provider.
resource "aws_redshift_cluster" "unknown_default" {
  cluster_identifier = "d"
  node_type          = "ra3.large"
}

resource "aws_redshift_cluster" "unknown_variable" {
  cluster_identifier  = "c"
  node_type           = "ra3.large"
  publicly_accessible = var.public
}

resource "aws_redshiftserverless_namespace" "aside_namespace" {
  namespace_name = "main"
}

# checkov: says nothing because it does not look at this type.
resource "aws_redshiftserverless_workgroup" "pass_default" {
  namespace_name = aws_redshiftserverless_namespace.aside_namespace.namespace_name
  workgroup_name = "a"
}

# checkov: says nothing because it does not know this type.
resource "aws_redshiftserverless_workgroup" "fail_public" {
  namespace_name      = aws_redshiftserverless_namespace.aside_namespace.namespace_name
  workgroup_name      = "b"
  publicly_accessible = true
}

module "warehouse" {
  source = "./warehouse"
  public = true
}
