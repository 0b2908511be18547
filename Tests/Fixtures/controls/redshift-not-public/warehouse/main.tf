variable "public" {
  type = bool
}

resource "aws_redshift_cluster" "fail_in_module" {
  cluster_identifier  = "m"
  node_type           = "ra3.large"
  publicly_accessible = var.public
}
