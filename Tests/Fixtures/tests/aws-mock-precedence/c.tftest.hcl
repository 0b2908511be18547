mock_provider "aws" {
  override_during = plan
  mock_resource "aws_vpc" {
    defaults = {
      id = "vpc-1"
    }
  }
  mock_resource "aws_subnet" {
    override_during = apply
    defaults = {
      id = "s-1"
    }
  }
}
run "planned" {
  command = plan
  assert {
    condition = aws_subnet.many[0].vpc_id == "x"
    error_message = "x"
  }
  assert {
    condition = aws_vpc.main.arn == "x"
    error_message = "arn"
  }
  assert {
    condition = aws_subnet.many[0].id == "x"
    error_message = "x"
  }
}
