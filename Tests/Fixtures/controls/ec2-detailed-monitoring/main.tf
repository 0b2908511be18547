variable "monitored" {
  type = bool
}

locals {
  monitored = { a = true, b = true }
}

resource "aws_instance" "pass_each" {
  for_each   = local.monitored
  monitoring = each.value
}

resource "aws_instance" "fail_default" {}

resource "aws_instance" "fail_off" {
  monitoring = false
}

resource "aws_instance" "unknown_variable" {
  monitoring = var.monitored
}

resource "aws_launch_template" "pass_on" {
  monitoring {
    enabled = true
  }
}

resource "aws_launch_template" "fail_default" {}

resource "aws_launch_template" "unknown_variable" {
  dynamic "monitoring" {
    for_each = [var.monitored]
    content {
      enabled = monitoring.value
    }
  }
}

# checkov: says failed, for it does not look into the launch template.
resource "aws_instance" "pass_of_template" {
  launch_template {
    id = aws_launch_template.pass_on.id
  }
}

resource "aws_instance" "fail_against_template" {
  monitoring = false
  launch_template {
    id = aws_launch_template.pass_on.id
  }
}

resource "aws_launch_configuration" "pass_default" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_launch_configuration" "fail_off" {
  image_id          = "ami-1"
  instance_type     = "t3.micro"
  enable_monitoring = false
}

resource "aws_spot_instance_request" "fail_default" {}

module "server" {
  source    = "./server"
  monitored = false
}
