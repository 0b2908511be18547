variable "tags" {
  type = map(string)
}

resource "aws_efs_file_system" "pass_in_module" {
  tags = var.tags
}
