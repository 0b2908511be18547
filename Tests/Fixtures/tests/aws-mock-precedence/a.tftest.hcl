mock_provider "aws" {
  source = "./mocks"
  mock_resource "aws_vpc" {
    defaults = {
      arn        = "default"
      id         = "default"
      cidr_block = "ignored"
    }
  }
  mock_resource "aws_subnet" {
    defaults = {
      arn = "default"
      id  = "default"
    }
  }
  override_resource {
    target = aws_subnet.many
    values = {
      id = "mock-override"
    }
  }
}
override_resource {
  target = aws_subnet.many[1]
  values = {
    owner_id = "file-override"
  }
}
run "all" {
  assert {
    condition = aws_vpc.main.arn == ""
    error_message = jsonencode([output.vpc.arn, length(output.vpc.owner_id), output.vpc.id])
  }
  assert {
    condition = output.subnets == ""
    error_message = jsonencode([for s in output.subnets : [for a in ["arn", "id", "owner_id"] : length(s[a]) == 8 ? "?" : s[a]]])
  }
  assert {
    condition = aws_vpc.main.arn == ""
    error_message = jsonencode(output.sg.ingress)
  }
}
