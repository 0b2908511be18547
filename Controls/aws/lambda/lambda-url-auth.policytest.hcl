policytest {
  targets = ["lambda-url-auth.policy.hcl"]
}

resource "aws_lambda_function_url" "iam" {
  attrs = { authorization_type = "AWS_IAM" }
}

resource "aws_lambda_function_url" "open" {
  expect_failure = true
  attrs          = { authorization_type = "NONE" }
}
