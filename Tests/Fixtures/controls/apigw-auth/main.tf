variable "authorization" {
  type = string
}

variable "api" {
  type = string
}

locals {
  methods = toset(["GET", "POST"])
}

resource "aws_api_gateway_rest_api" "aside_api" {
  name = "orders"
}

resource "aws_api_gateway_rest_api" "aside_private" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_method" "pass_iam" {
  for_each      = local.methods
  rest_api_id   = aws_api_gateway_rest_api.aside_api.id
  resource_id   = aws_api_gateway_rest_api.aside_api.root_resource_id
  http_method   = each.key
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method" "pass_key" {
  rest_api_id      = aws_api_gateway_rest_api.aside_api.id
  resource_id      = "a"
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}

# checkov: CKV_AWS_59 says failed because it looks at the method alone.
resource "aws_api_gateway_method" "pass_private" {
  rest_api_id   = aws_api_gateway_rest_api.aside_private.id
  resource_id   = aws_api_gateway_rest_api.aside_private.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_method" "fail_open" {
  rest_api_id   = aws_api_gateway_rest_api.aside_api.id
  resource_id   = "b"
  http_method   = "ANY"
  authorization = "NONE"
}

resource "aws_api_gateway_method" "aside_preflight" {
  rest_api_id   = aws_api_gateway_rest_api.aside_api.id
  resource_id   = "b"
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_method" "unknown_variable" {
  rest_api_id   = aws_api_gateway_rest_api.aside_api.id
  resource_id   = "c"
  http_method   = "GET"
  authorization = var.authorization
}

resource "aws_apigatewayv2_api" "aside_http" {
  name          = "web"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_api" "aside_sockets" {
  name          = "chat"
  protocol_type = "WEBSOCKET"
}

resource "aws_apigatewayv2_route" "pass_jwt" {
  api_id             = aws_apigatewayv2_api.aside_http.id
  route_key          = "GET /orders"
  authorization_type = "JWT"
}

resource "aws_apigatewayv2_route" "fail_default" {
  for_each  = local.methods
  api_id    = aws_apigatewayv2_api.aside_http.id
  route_key = "${each.key} /orders"
}

resource "aws_apigatewayv2_route" "fail_catch_all" {
  api_id    = aws_apigatewayv2_api.aside_http.id
  route_key = "$default"
}

resource "aws_apigatewayv2_route" "fail_connect" {
  api_id    = aws_apigatewayv2_api.aside_sockets.id
  route_key = "$connect"
}

# checkov: says failed because it does not know that only $connect can ask.
resource "aws_apigatewayv2_route" "aside_message" {
  api_id    = aws_apigatewayv2_api.aside_sockets.id
  route_key = "sendmessage"
}

# checkov: says failed because it does not know that only $connect can ask.
resource "aws_apigatewayv2_route" "aside_catch_all" {
  api_id    = aws_apigatewayv2_api.aside_sockets.id
  route_key = "$default"
}

resource "aws_apigatewayv2_route" "unknown_api" {
  api_id    = var.api
  route_key = "$default"
}

resource "aws_apigatewayv2_route" "unknown_variable" {
  api_id             = aws_apigatewayv2_api.aside_http.id
  route_key          = "GET /invoices"
  authorization_type = var.authorization
}

module "method" {
  source        = "./method"
  api           = aws_api_gateway_rest_api.aside_api.id
  authorization = "NONE"
}
