policytest {
  targets = ["ssm-secure-string.policy.hcl"]
}

resource "aws_ssm_parameter" "secure" {
  attrs = { name = "/db/password", type = "SecureString" }
}

resource "aws_ssm_parameter" "plain" {
  expect_failure = true
  attrs          = { name = "/db/password", type = "String" }
}

resource "aws_ssm_parameter" "list" {
  expect_failure = true
  attrs          = { name = "/API_KEY", type = "StringList" }
}

resource "aws_ssm_parameter" "where_it_is" {
  attrs = { name = "/db/password_arn", type = "String" }
}

resource "aws_ssm_parameter" "setting" {
  attrs = { name = "/db/host", type = "String" }
}
