variable "key" {}

resource "aws_instance" "fail_in_module" {
  user_data = "echo ${var.key} > /root/key"
}
