variable "encrypted" {
  type = bool
}

locals {
  names = toset(["a", "b"])
}

resource "aws_efs_file_system" "pass_encrypted" {
  encrypted = true
}

resource "aws_efs_file_system" "fail_default" {
  for_each       = local.names
  creation_token = each.key
}

resource "aws_efs_file_system" "fail_plain" {
  encrypted = "false"
}

resource "aws_efs_file_system" "unknown_variable" {
  encrypted = var.encrypted
}

module "files" {
  source = "./files"
}
