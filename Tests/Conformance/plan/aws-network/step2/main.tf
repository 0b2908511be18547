resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "changed", More = "x" }
}

resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index * 2)
}

resource "aws_internet_gateway" "g" {
  vpc_id = aws_vpc.v.id
}

resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}

resource "aws_route_table_association" "a" {
  count          = length(aws_subnet.s)
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = aws_route_table.r.id
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.v.id

  dynamic "ingress" {
    for_each = { http = 80, https = 8443 }
    content {
      description = ingress.key
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "separate" {
  name   = "separate"
  vpc_id = aws_vpc.v.id
}

resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.separate.id
  cidr_ipv4         = aws_vpc.v.cidr_block
  ip_protocol       = "tcp"
  from_port         = 2222
  to_port           = 2222
}

resource "aws_security_group_rule" "old_style" {
  type                     = "ingress"
  security_group_id        = aws_security_group.separate.id
  source_security_group_id = aws_security_group.inline.id
  protocol                 = "tcp"
  from_port                = 8080
  to_port                  = 8080
}

output "subnets" {
  value = aws_subnet.s[*].id
}
