variable "profile" {}

# checkov: says passed, for the argument is there, and null.
resource "aws_instance" "fail_in_module" {
  iam_instance_profile = var.profile
}
