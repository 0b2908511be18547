variable "encrypted" {
  type = bool
}

resource "aws_redshift_cluster" "pass_in_module" {
  cluster_identifier = "m"
  node_type          = "ra3.large"
  encrypted          = var.encrypted
}
