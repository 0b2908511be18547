variable "password" {
  type      = string
  sensitive = true
  default   = "not-a-real-one"
}

resource "aws_vpc" "v" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-central-1${["a", "b"][count.index]}"
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
}

resource "aws_db_subnet_group" "g" {
  name       = "conformance"
  subnet_ids = aws_subnet.s[*].id
}

resource "aws_db_parameter_group" "p" {
  name   = "conformance"
  family = "postgres15"

  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name         = "max_connections"
    value        = "200"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "d" {
  identifier           = "conformance"
  engine               = "postgres"
  engine_version       = "15.7"
  instance_class       = "db.t3.micro"
  allocated_storage    = 20
  username             = "admin_user"
  password             = var.password
  db_subnet_group_name = aws_db_subnet_group.g.name
  parameter_group_name = aws_db_parameter_group.p.name
  skip_final_snapshot  = true
}

output "url" {
  value     = "postgres://admin_user:${var.password}@${aws_db_instance.d.endpoint}"
  sensitive = true
}
