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
  hops = 2
}

resource "aws_launch_template" "pass_default" {}

resource "aws_launch_template" "pass_one" {
  metadata_options {
    http_put_response_hop_limit = 1
  }
}

resource "aws_launch_template" "fail_two" {
  count = 2
  metadata_options {
    http_put_response_hop_limit = local.hops
  }
}

resource "aws_launch_template" "unknown_variable" {
  metadata_options {
    http_put_response_hop_limit = var.number
  }
}

resource "aws_launch_configuration" "fail_two" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
  dynamic "metadata_options" {
    for_each = [3]
    content {
      http_put_response_hop_limit = metadata_options.value
    }
  }
}

resource "aws_launch_configuration" "pass_default" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_instance" "fail_two" {
  metadata_options {
    http_put_response_hop_limit = 2
  }
}

resource "aws_instance" "pass_endpoint_off" {
  metadata_options {
    http_endpoint               = "disabled"
    http_put_response_hop_limit = 2
  }
}

module "template" {
  source = "./template"
  hops   = 5
}
