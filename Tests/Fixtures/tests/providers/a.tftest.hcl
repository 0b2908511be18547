variables {
  region = "us-east-1"
}
mock_provider "aws" {
  alias = "fake"
  mock_data "aws_region" {
    defaults = {
      name = "mocked"
    }
  }
}
provider "aws" {
  region                      = var.region
  access_key                  = "a"
  secret_key                  = "b"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
provider "aws" {
  alias                       = "second"
  region                      = run.default.region == "us-east-1" ? "us-east-2" : "x"
  access_key                  = "a"
  secret_key                  = "b"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
run "default" {
  assert {
    condition     = output.region == "us-east-1"
    error_message = "Got ${output.region}."
  }
}
run "fake" {
  providers = {
    aws = aws.fake
  }
  assert {
    condition     = output.region == "mocked"
    error_message = "Got ${output.region}."
  }
}
run "second" {
  providers = {
    aws = aws.second
  }
  assert {
    condition     = output.region == "us-east-2"
    error_message = "Got ${output.region}."
  }
}
