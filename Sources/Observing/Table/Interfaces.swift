/// API Gateway, of both versions.
extension Listing {
  private static let one = ObservedService.apiGateway
  private static let two = ObservedService.apiGatewayV2
  private static let arn = "arn:{@partition}:apigateway:{@region}::"

  static let interfaces: [Listing] = [
    Listing(
      one.list("GetRestApis", "GET /restapis?limit=500", items: "item"),
      [
        ListedType(
          "aws_api_gateway_rest_api", id: "{id}", arn: Template(arn + "/restapis/{id}"), name: "{name}", tags: "tags",
          created: "createdDate")
      ],
      then: [
        restPart(
          "GetStages", "stages", paging: ListStep.Paging.none,
          ListedType(
            "aws_api_gateway_stage", id: "{^id}/{stageName}",
            arn: Template(arn + "/restapis/{^id}/stages/{stageName}"), name: "{stageName}", tags: "tags",
            created: "createdDate", parents: [.init("aws_api_gateway_rest_api", "{^id}")])),
        restPart(
          "GetResources", "resources?limit=500",
          ListedType(
            "aws_api_gateway_resource", id: "{^id}/{id}", name: "{path}",
            // Every API comes with its root.
            isDefault: .equals("{path}", "/"), parents: [.init("aws_api_gateway_rest_api", "{^id}")])),
        restPart(
          "GetDeployments", "deployments?limit=500",
          ListedType(
            "aws_api_gateway_deployment", id: "{^id}/{id}", name: "{description}", created: "createdDate",
            parents: [.init("aws_api_gateway_rest_api", "{^id}")])),
        restPart(
          "GetAuthorizers", "authorizers?limit=500",
          ListedType(
            "aws_api_gateway_authorizer", id: "{^id}/{id}", name: "{name}",
            parents: [.init("aws_api_gateway_rest_api", "{^id}")])),
      ]),
    Listing(
      one.list("GetApiKeys", "GET /apikeys?limit=500&includeValues=false", items: "item"),
      [
        ListedType(
          "aws_api_gateway_api_key", id: "{id}", arn: Template(arn + "/apikeys/{id}"), name: "{name}", tags: "tags",
          created: "createdDate")
      ]),
    Listing(
      one.list("GetUsagePlans", "GET /usageplans?limit=500", items: "item"),
      [
        ListedType(
          "aws_api_gateway_usage_plan", id: "{id}", arn: Template(arn + "/usageplans/{id}"), name: "{name}",
          tags: "tags")
      ]),
    Listing(
      one.list("GetDomainNames", "GET /domainnames?limit=500", items: "item"),
      [
        ListedType(
          "aws_api_gateway_domain_name", id: "{domainName}", arn: Template(arn + "/domainnames/{domainName}"),
          name: "{domainName}", tags: "tags")
      ]),
    Listing(
      one.list("GetVpcLinks", "GET /vpclinks?limit=500", items: "item"),
      [
        ListedType(
          "aws_api_gateway_vpc_link", id: "{id}", arn: Template(arn + "/vpclinks/{id}"), name: "{name}", tags: "tags")
      ]),
    Listing(
      two.list("GetApis", "GET /v2/apis?maxResults=100", items: "items"),
      [
        ListedType(
          "aws_apigatewayv2_api", id: "{apiId}", arn: Template(arn + "/apis/{apiId}"), name: "{name}", tags: "tags",
          created: "createdDate")
      ],
      then: [
        apiPart(
          "GetStages", "stages", "aws_apigatewayv2_stage", "{stageName}", name: "{stageName}", tags: "tags"),
        apiPart("GetRoutes", "routes", "aws_apigatewayv2_route", "{routeId}", name: "{routeKey}"),
        apiPart(
          "GetIntegrations", "integrations", "aws_apigatewayv2_integration", "{integrationId}",
          name: "{integrationUri}"),
        apiPart("GetAuthorizers", "authorizers", "aws_apigatewayv2_authorizer", "{authorizerId}", name: "{name}"),
      ]),
    Listing(
      two.list("GetDomainNames", "GET /v2/domainnames?maxResults=100", items: "items"),
      [
        ListedType(
          "aws_apigatewayv2_domain_name", id: "{domainName}", arn: Template(arn + "/domainnames/{domainName}"),
          name: "{domainName}", tags: "tags")
      ]),
    Listing(
      two.list("GetVpcLinks", "GET /v2/vpclinks?maxResults=100", items: "items"),
      [
        ListedType(
          "aws_apigatewayv2_vpc_link", id: "{vpcLinkId}", arn: Template(arn + "/vpclinks/{vpcLinkId}"),
          name: "{name}", tags: "tags", created: "createdDate")
      ]),
  ]

  private static func restPart(
    _ operation: String, _ path: String, paging: ListStep.Paging? = nil, _ type: ListedType
  ) -> Listing {
    Listing(
      one.list(operation, "GET /restapis/{id}/\(path)", items: "item", paging: paging, absent: ["NotFoundException"]),
      [type])
  }

  private static func apiPart(
    _ operation: String, _ path: String, _ type: String, _ id: String, name: Template, tags: String = ""
  ) -> Listing {
    Listing(
      two.list(
        operation, "GET /v2/apis/{apiId}/\(path)?maxResults=100", items: "items", absent: ["NotFoundException"]),
      [
        ListedType(
          type, id: Template("{^apiId}/\(id)"), name: name, tags: tags,
          parents: [.init("aws_apigatewayv2_api", "{^apiId}")])
      ])
  }
}
