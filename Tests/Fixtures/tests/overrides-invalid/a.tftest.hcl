override_resource {
  target = data.terraform_remote_state.b
  values = {}
}
override_data {
  target = terraform_data.a
  values = {}
}
override_module {
  target = terraform_data.a
  values = {}
}
override_resource {
  values = {}
}
override_resource {
  target = module.x
}
override_resource {
  target = terraform_data.a
  values = 5
  override_during = never
}
override_resource {
  target = terraform_data.a
}
override_resource {
  target = "terraform_data.a"
}
mock_provider "aws" {
  mock_resource "x" {
    defaults = {}
  }
  mock_resource "x" {
    defaults = {}
  }
  mock_data {
  }
  mock_data "y" {
    default = {}
  }
  override_resource {
    target = aws_vpc.x
  }
  override_module {
    target = module.x
  }
}
mock_provider "aws" {
}
provider "aws" {
}
run "x" {
  override_data {
    target = data.x.y
    values = { a = run.x.y }
  }
  mock_provider "aws" {}
}
