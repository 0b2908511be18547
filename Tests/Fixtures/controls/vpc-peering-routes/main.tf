variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes      = true
  internet = "0.0.0.0/0"
}

resource "aws_vpc" "aside_net" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc_peering_connection" "aside_peer" {
  vpc_id      = aws_vpc.aside_net.id
  peer_vpc_id = "vpc-1"
}

resource "aws_internet_gateway" "aside_gateway" {}

# checkov: says failed, for it holds any wide route beside a peering for one through it.
resource "aws_route_table" "pass_internet" {
  vpc_id = aws_vpc.aside_net.id
  route {
    cidr_block = local.internet
    gateway_id = aws_internet_gateway.aside_gateway.id
  }
  route {
    cidr_block                = "10.1.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
  }
}

resource "aws_route_table" "pass_empty" {
  vpc_id = aws_vpc.aside_net.id
}

resource "aws_route_table" "fail_everything" {
  vpc_id = aws_vpc.aside_net.id
  route {
    cidr_block                = local.internet
    vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
  }
}

resource "aws_route_table" "unknown_variable" {
  vpc_id = aws_vpc.aside_net.id
  dynamic "route" {
    for_each = [var.value]
    content {
      cidr_block                = route.value
      vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
    }
  }
}

resource "aws_default_route_table" "fail_everything" {
  default_route_table_id = aws_vpc.aside_net.default_route_table_id
  route {
    ipv6_cidr_block           = "::/0"
    vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
  }
}

resource "aws_default_route_table" "pass_empty" {
  default_route_table_id = aws_vpc.aside_net.default_route_table_id
}

resource "aws_route" "pass_narrow" {
  for_each                  = toset(["10.1.0.0/24", "10.2.0.0/24"])
  route_table_id            = aws_route_table.pass_empty.id
  destination_cidr_block    = each.key
  vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
}

resource "aws_route" "fail_everything" {
  route_table_id            = aws_route_table.pass_empty.id
  destination_cidr_block    = "0.0.0.0/0"
  vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
}

resource "aws_route" "aside_internet" {
  route_table_id         = aws_route_table.pass_empty.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.aside_gateway.id
}

resource "aws_route" "unknown_variable" {
  route_table_id            = aws_route_table.pass_empty.id
  destination_cidr_block    = var.value
  vpc_peering_connection_id = aws_vpc_peering_connection.aside_peer.id
}

module "route" {
  source = "./route"
  range  = "0.0.0.0/0"
}
