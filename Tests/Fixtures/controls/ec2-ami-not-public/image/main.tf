variable "group" {}

resource "aws_ami_launch_permission" "fail_in_module" {
  image_id = "ami-1"
  group    = var.group
}
