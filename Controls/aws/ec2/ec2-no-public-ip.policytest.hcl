policytest {
  targets = ["ec2-no-public-ip.policy.hcl"]
}

resource "aws_instance" "off" {
  attrs = { launch_template = [], network_interface = [], subnet_id = null, associate_public_ip_address = false }
}

resource "aws_instance" "on" {
  expect_failure = true
  attrs          = { launch_template = [], network_interface = [], subnet_id = "subnet-1", associate_public_ip_address = true }
}

resource "aws_subnet" "public" {
  attrs = { id = "subnet-1", map_public_ip_on_launch = true }
}

resource "aws_subnet" "private" {
  attrs = { id = "subnet-2", map_public_ip_on_launch = null }
}

resource "aws_instance" "by_subnet" {
  expect_failure = true
  attrs          = { launch_template = [], network_interface = [], subnet_id = "subnet-1", associate_public_ip_address = null }
}

resource "aws_instance" "private_subnet" {
  attrs = { launch_template = [], network_interface = [], subnet_id = "subnet-2", associate_public_ip_address = null }
}

resource "aws_launch_template" "on" {
  expect_failure = true
  attrs          = { network_interfaces = [{ associate_public_ip_address = "true" }] }
}

resource "aws_launch_template" "left_out" {
  attrs = { network_interfaces = [] }
}

resource "aws_launch_configuration" "on" {
  expect_failure = true
  attrs          = { associate_public_ip_address = true }
}

resource "aws_launch_configuration" "null" {
  attrs = { associate_public_ip_address = null }
}
