variable "public" {
  type = bool
}

variable "subnet" {
  type = string
}

locals {
  no = false
}

resource "aws_vpc" "aside_network" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "aside_private" {
  vpc_id     = aws_vpc.aside_network.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "aside_public" {
  vpc_id                  = aws_vpc.aside_network.id
  cidr_block              = "10.0.2.0/24"
  map_public_ip_on_launch = true
}

resource "aws_network_interface" "aside_interface" {
  subnet_id = aws_subnet.aside_private.id
}

resource "aws_instance" "pass_off" {
  associate_public_ip_address = local.no
}

resource "aws_instance" "pass_private_subnet" {
  subnet_id = aws_subnet.aside_private.id
}

resource "aws_instance" "pass_own_interface" {
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.aside_interface.id
  }
}

resource "aws_instance" "fail_on" {
  associate_public_ip_address = true
}

# checkov: passes it, for it does not look at the subnet.
resource "aws_instance" "fail_public_subnet" {
  count     = 2
  subnet_id = aws_subnet.aside_public.id
}

# In the default VPC, if there still is one: its subnets give public addresses unless somebody changed that.
resource "aws_instance" "unknown_default" {}

resource "aws_instance" "unknown_subnet" {
  subnet_id = var.subnet
}

resource "aws_instance" "unknown_variable" {
  associate_public_ip_address = var.public
}

resource "aws_launch_template" "pass_default" {}

resource "aws_launch_template" "fail_on" {
  network_interfaces {
    associate_public_ip_address = true
  }
}

resource "aws_launch_template" "unknown_variable" {
  network_interfaces {
    associate_public_ip_address = var.public
  }
}

# checkov: says passed, for it does not look into the launch template.
resource "aws_instance" "fail_of_template" {
  launch_template {
    id = aws_launch_template.fail_on.id
  }
}

resource "aws_launch_configuration" "fail_on" {
  image_id                    = "ami-1"
  instance_type               = "t3.micro"
  associate_public_ip_address = true
}

resource "aws_launch_configuration" "pass_default" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_spot_instance_request" "fail_on" {
  associate_public_ip_address = true
}

module "server" {
  source = "./server"
  public = true
}
