terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags = { Name = "x" }
}
resource "aws_subnet" "many" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.all.names[count.index]
}
data "aws_availability_zones" "all" {
}
data "aws_iam_policy_document" "p" {
  statement {
    actions = ["s3:*"]
  }
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_instance" "i" {
  ami = "ami-1"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.many[0].id
}
output "vpc" { value = aws_vpc.main }
output "subnets" { value = aws_subnet.many }
output "zones" { value = data.aws_availability_zones.all }
output "policy" { value = data.aws_iam_policy_document.p }
output "bucket" { value = aws_s3_bucket.b }
output "instance" { value = aws_instance.i }
