variable "profile" {}

resource "aws_instance" "fail_in_module" {
  iam_instance_profile = var.profile
}
