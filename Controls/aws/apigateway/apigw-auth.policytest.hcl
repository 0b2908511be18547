policytest {
  targets = ["apigw-auth.policy.hcl"]
}

resource "aws_api_gateway_method" "iam" {
  attrs = { http_method = "GET", authorization = "AWS_IAM", rest_api_id = "a" }
}

resource "aws_api_gateway_method" "open" {
  expect_failure = true
  attrs          = { http_method = "ANY", authorization = "NONE", rest_api_id = "a", api_key_required = null }
}

resource "aws_api_gateway_method" "key" {
  attrs = { http_method = "GET", authorization = "NONE", rest_api_id = "a", api_key_required = true }
}

resource "aws_api_gateway_method" "preflight" {
  attrs = { http_method = "OPTIONS", authorization = "NONE", rest_api_id = "a" }
}

resource "aws_api_gateway_method" "private" {
  attrs = { http_method = "GET", authorization = "NONE", rest_api_id = "p" }
}

resource "aws_api_gateway_rest_api" "private" {
  attrs = { id = "p", endpoint_configuration = [{ types = ["PRIVATE"] }] }
}

resource "aws_apigatewayv2_route" "jwt" {
  attrs = { api_id = "h", route_key = "GET /orders", authorization_type = "JWT" }
}

resource "aws_apigatewayv2_route" "open" {
  expect_failure = true
  attrs          = { api_id = "h", route_key = "GET /orders", authorization_type = "NONE" }
}

resource "aws_apigatewayv2_route" "left_out" {
  expect_failure = true
  attrs          = { api_id = "h", route_key = "ANY /{proxy+}" }
}

resource "aws_apigatewayv2_route" "connect" {
  expect_failure = true
  attrs          = { api_id = "s", route_key = "$connect" }
}

resource "aws_apigatewayv2_route" "message" {
  attrs = { api_id = "s", route_key = "sendmessage" }
}

resource "aws_apigatewayv2_route" "default_of_sockets" {
  attrs = { api_id = "s", route_key = "$default" }
}

resource "aws_apigatewayv2_route" "default_of_http" {
  expect_failure = true
  attrs          = { api_id = "h", route_key = "$default" }
}

resource "aws_apigatewayv2_api" "sockets" {
  attrs = { id = "s", protocol_type = "WEBSOCKET" }
}

resource "aws_apigatewayv2_api" "http" {
  attrs = { id = "h", protocol_type = "HTTP" }
}
