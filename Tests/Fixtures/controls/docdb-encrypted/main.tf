variable "encrypted" {
  type = bool
}

resource "aws_docdb_cluster" "pass_encrypted" {
  storage_encrypted = true
}

resource "aws_docdb_cluster" "fail_default" {
  for_each           = toset(["a", "b"])
  cluster_identifier = each.key
}

resource "aws_docdb_cluster" "unknown_variable" {
  storage_encrypted = var.encrypted
}

# checkov: says failed because it looks at the argument alone.
resource "aws_docdb_cluster" "unknown_restored" {
  restore_to_point_in_time {
    source_cluster_identifier = aws_docdb_cluster.pass_encrypted.id
  }
}

module "documents" {
  source = "./documents"
}
