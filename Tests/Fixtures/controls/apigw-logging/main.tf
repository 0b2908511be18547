variable "groups" {
  type = list(string)
}

resource "aws_cloudwatch_log_group" "aside_group" {
  name = "api"
}

locals {
  groups = [aws_cloudwatch_log_group.aside_group.arn]
}

resource "aws_api_gateway_stage" "pass_dynamic" {
  deployment_id = "d"
  rest_api_id   = "a"
  stage_name    = "a"
  dynamic "access_log_settings" {
    for_each = local.groups
    content {
      destination_arn = access_log_settings.value
      format          = "$context.requestId"
    }
  }
}

resource "aws_api_gateway_stage" "fail_default" {
  for_each      = toset(["b", "c"])
  deployment_id = "d"
  rest_api_id   = "a"
  stage_name    = each.key
}

resource "aws_api_gateway_stage" "unknown_dynamic" {
  deployment_id = "d"
  rest_api_id   = "a"
  stage_name    = "e"
  dynamic "access_log_settings" {
    for_each = var.groups
    content {
      destination_arn = access_log_settings.value
      format          = "$context.requestId"
    }
  }
}

resource "aws_apigatewayv2_stage" "pass_logged" {
  api_id = "a"
  name   = "a"
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.aside_group.arn
    format          = "$context.requestId"
  }
}

resource "aws_apigatewayv2_stage" "fail_default" {
  api_id = "a"
  name   = "b"
}

module "stage" {
  source = "./stage"
  groups = []
}
