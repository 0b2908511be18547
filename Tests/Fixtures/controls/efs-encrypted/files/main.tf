variable "encrypted" {
  type    = bool
  default = true
}

resource "aws_efs_file_system" "pass_in_module" {
  encrypted = var.encrypted
}
