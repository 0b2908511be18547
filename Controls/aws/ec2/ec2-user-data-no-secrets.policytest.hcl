policytest {
  targets = ["ec2-user-data-no-secrets.policy.hcl"]
}

resource "aws_instance" "none" {
  attrs = { user_data = null, user_data_base64 = null }
}

resource "aws_instance" "harmless" {
  attrs = { user_data = "#!/bin/sh\necho hello", user_data_base64 = null }
}

resource "aws_instance" "key" {
  expect_failure = true
  attrs          = { user_data = "export AWS_ACCESS_KEY_ID=${"AKIA"}IOSFODNN7EXAMPLE", user_data_base64 = null }
}

resource "aws_instance" "encoded" {
  expect_failure = true
  attrs          = { user_data = null, user_data_base64 = base64encode("export AWS_ACCESS_KEY_ID=${"AKIA"}IOSFODNN7EXAMPLE") }
}

resource "aws_instance" "private_key" {
  expect_failure = true
  attrs          = { user_data = "-----BEGIN RSA ${"PRIVATE"} KEY-----", user_data_base64 = null }
}

resource "aws_launch_template" "encoded" {
  expect_failure = true
  attrs          = { user_data = base64encode("${"AKIA"}IOSFODNN7EXAMPLE") }
}

resource "aws_launch_configuration" "none" {
  attrs = { user_data = null, user_data_base64 = null }
}
