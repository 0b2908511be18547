policytest {
  targets = ["apigw-logging.policy.hcl"]
}

resource "aws_api_gateway_stage" "logged" {
  attrs = { access_log_settings = [{ destination_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:a", format = "$context.requestId" }] }
}

resource "aws_api_gateway_stage" "none" {
  expect_failure = true
  attrs          = { access_log_settings = [] }
}

resource "aws_api_gateway_stage" "left_out" {
  expect_failure = true
  attrs          = { stage_name = "a" }
}

resource "aws_apigatewayv2_stage" "none" {
  expect_failure = true
  attrs          = { access_log_settings = [] }
}
