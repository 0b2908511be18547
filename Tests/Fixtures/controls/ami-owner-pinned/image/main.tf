variable "newest" {}

data "aws_ami" "fail_in_module" {
  most_recent = var.newest
  name_regex  = "^web-"
}
