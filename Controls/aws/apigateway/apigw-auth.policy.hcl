locals {
  control = {
    id       = "apigw-auth"
    title    = "An API's method asks who is calling"
    severity = "medium"
    part     = "authorization"
    why      = "A method without authorization can be called by everybody on the internet, with any input."
    fix      = "Set authorization (authorization_type for HTTP and WebSocket APIs) to \"AWS_IAM\", \"COGNITO_USER_POOLS\", \"CUSTOM\" or \"JWT\" with an authorizer."
    aliases = [
      "CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70", "apigateway_restapi_authorizers_enabled",
      "apigatewayv2_api_authorizers_enabled",
    ]
    frameworks = {
      fsbp = ["APIGateway.8"]
    }
  }
}

# Preflight requests (OPTIONS) carry no credentials. A private API can be reached from the VPC endpoints that its policy names only.
resource_policy "aws_api_gateway_method" "authorized" {
  filter = attrs.http_method != "OPTIONS"
  locals {
    private = core::anytrue(core::flatten([
      for api in core::getresources("aws_api_gateway_rest_api", { id = attrs.rest_api_id }) : [
        for c in api.endpoint_configuration : core::contains(c.types, "PRIVATE")
      ]
    ]))
  }
  enforce {
    condition     = core::anytrue([attrs.authorization != "NONE", core::try(attrs.api_key_required, null) == true, local.private])
    error_message = "Everybody can call the method."
  }
}

# Of a WebSocket API only $connect can ask. Routes with a method and a path belong to HTTP APIs.
resource_policy "aws_apigatewayv2_route" "authorized" {
  locals {
    http    = core::regex_match("^[A-Z]+ /", attrs.route_key)
    sockets = core::anytrue([for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) : api.protocol_type == "WEBSOCKET"])
    web     = core::anytrue([for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) : api.protocol_type == "HTTP"])
    default = local.web ? true : local.sockets ? false : core::getdatasource("aws_apigatewayv2_api", {}).protocol_type == "HTTP"
  }
  filter = attrs.route_key == "$connect" ? true : attrs.route_key == "$default" ? local.default : core::alltrue([local.http, !core::startswith(attrs.route_key, "OPTIONS ")])
  enforce {
    condition     = core::anytrue([core::coalesce(core::try(attrs.authorization_type, null), "NONE") != "NONE", core::try(attrs.api_key_required, null) == true])
    error_message = "Everybody can call the route."
  }
}
