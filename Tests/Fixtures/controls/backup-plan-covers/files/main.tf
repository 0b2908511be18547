variable "tags" {
  type = map(string)
}

# checkov: says failed because it knows selections by ARN only.
resource "aws_efs_file_system" "pass_in_module" {
  tags = var.tags
}
