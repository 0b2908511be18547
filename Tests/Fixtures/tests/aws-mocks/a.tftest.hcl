mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = {
      arn = "arn:aws:vpc"
    }
  }
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["eu-1a", "eu-1b"]
    }
  }
  override_resource {
    target = aws_subnet.many[1]
    values = {
      id = "subnet-1"
    }
  }
}
run "applied" {
  assert {
    condition = output.vpc.arn == ""
    error_message = jsonencode({
      vpc     = { for k, v in output.vpc : k => v if v != null }
      subnets = [for s in output.subnets : { for k, v in s : k => v if v != null }]
      zones   = { for k, v in output.zones : k => v if v != null }
      policy  = { for k, v in output.policy : k => v if v != null }
      bucket  = { for k, v in output.bucket : k => v if v != null }
      instance  = { for k, v in output.instance : k => v if v != null }
    })
  }
}
run "planned" {
  command = plan
  assert {
    condition = output.vpc.arn == ""
    error_message = jsonencode({ for k, v in output.vpc : k => v if v != null })
  }
}
run "planned_anew" {
  command = plan
  state_key = "new"
  assert {
    condition = aws_vpc.main.arn == ""
    error_message = "hm"
  }
}
