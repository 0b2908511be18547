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
  old = "m3.2xlarge"
}

# Newer types are optimized whatever is written.
# checkov: fails it.
resource "aws_instance" "pass_new" {
  instance_type = "t3.micro"
}

resource "aws_instance" "pass_set" {
  instance_type = local.old
  ebs_optimized = true
}

resource "aws_instance" "fail_old" {
  for_each      = toset(["c3.xlarge", "i2.xlarge"])
  instance_type = each.key
}

resource "aws_instance" "fail_off" {
  instance_type = local.old
  ebs_optimized = false
}

resource "aws_instance" "unknown_type" {
  instance_type = var.value
}

resource "aws_instance" "unknown_variable" {
  instance_type = local.old
  ebs_optimized = var.on
}

resource "aws_launch_template" "aside_old" {
  instance_type = "m3.xlarge"
}

resource "aws_instance" "fail_of_template" {
  launch_template {
    id = aws_launch_template.aside_old.id
  }
}

resource "aws_spot_instance_request" "fail_old" {
  instance_type = "r3.xlarge"
}

module "server" {
  source = "./server"
  type   = "m1.large"
}
