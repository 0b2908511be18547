variable "api" {
  type = string
}

variable "authorization" {
  type = string
}

resource "aws_api_gateway_method" "fail_in_module" {
  rest_api_id   = var.api
  resource_id   = "m"
  http_method   = "DELETE"
  authorization = var.authorization
}
