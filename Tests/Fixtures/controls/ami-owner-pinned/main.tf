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

variable "owners" {
  type = list(string)
}

locals {
  owners = ["self"]
}

data "aws_ami" "pass_owned" {
  most_recent = true
  owners      = local.owners
  filter {
    name   = "name"
    values = ["web-*"]
  }
}

data "aws_ami" "pass_filtered" {
  most_recent = true
  filter {
    name   = "owner-id"
    values = ["099720109477"]
  }
}

data "aws_ami" "fail_open" {
  most_recent = local.yes
  filter {
    name   = "name"
    values = ["ubuntu/images/*"]
  }
}

data "aws_ami" "fail_empty" {
  count       = 2
  most_recent = true
  owners      = []
}

data "aws_ami" "aside_exact" {
  filter {
    name   = "image-id"
    values = ["ami-0123456789abcdef0"]
  }
}

data "aws_ami" "unknown_variable" {
  most_recent = true
  owners      = var.owners
}

resource "aws_instance" "aside_web" {
  ami = data.aws_ami.pass_owned.id
}

module "image" {
  source = "./image"
  newest = true
}
