variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

locals {
  # In two pieces, so that nobody takes this example for a leak.
  key = "AKIA${"IOSFODNN7EXAMPLE"}"
}

resource "aws_instance" "pass_default" {}

resource "aws_instance" "pass_harmless" {
  user_data = <<-SH
    #!/bin/sh
    echo "hello" > /etc/motd
  SH
}

# checkov: passes it where the key comes by a local value.
resource "aws_instance" "fail_key" {
  user_data = <<-SH
    #!/bin/sh
    export AWS_ACCESS_KEY_ID=${local.key}
  SH
}

resource "aws_instance" "fail_encoded" {
  count            = 2
  user_data_base64 = base64encode("export AWS_ACCESS_KEY_ID=${local.key}")
}

resource "aws_instance" "unknown_variable" {
  user_data = "echo ${var.value}"
}

resource "aws_launch_template" "fail_key" {
  user_data = base64encode("export AWS_ACCESS_KEY_ID=${local.key}")
}

resource "aws_launch_template" "pass_default" {}

resource "aws_launch_configuration" "fail_private_key" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
  user_data     = "-----BEGIN ${"PRIVATE"} KEY-----"
}

resource "aws_spot_instance_request" "fail_key" {
  user_data = local.key
}

module "server" {
  source = "./server"
  key    = local.key
}
