variable "groups" {
  type = list(string)
}

# checkov: says passed because it takes an empty dynamic block for one.
resource "aws_api_gateway_stage" "fail_in_module" {
  deployment_id = "d"
  rest_api_id   = "a"
  stage_name    = "m"
  dynamic "access_log_settings" {
    for_each = var.groups
    content {
      destination_arn = access_log_settings.value
      format          = "$context.requestId"
    }
  }
}
