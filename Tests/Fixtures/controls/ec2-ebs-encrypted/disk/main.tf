variable "encrypted" {}

resource "aws_ebs_volume" "fail_in_module" {
  availability_zone = "eu-central-1a"
  encrypted         = var.encrypted
}
