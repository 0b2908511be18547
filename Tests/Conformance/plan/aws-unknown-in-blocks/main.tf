resource "aws_vpc" "v" {
  cidr_block = "10.6.0.0/16"
}

resource "aws_security_group" "known_number" {
  name   = "known-number"
  vpc_id = aws_vpc.v.id

  dynamic "ingress" {
    for_each = [22, 80]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [aws_vpc.v.cidr_block, terraform_data.range.output]
    }
  }
}

resource "terraform_data" "range" {
  input = "192.168.0.0/16"
}

resource "terraform_data" "ports" {
  input = [22]
}

resource "aws_security_group" "unknown_number" {
  name   = "unknown-number"
  vpc_id = aws_vpc.v.id

  dynamic "ingress" {
    for_each = terraform_data.ports.output
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }

  tags = merge({ Fixed = "yes" }, { (aws_vpc.v.arn) = "unknown key" })
}

resource "aws_sns_topic" "computed_name" {
  name_prefix = "conformance-"
  tags        = { Vpc = aws_vpc.v.id, Fixed = "yes" }
}
