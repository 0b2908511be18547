/// What faces the customers: distributions, APIs, firewalls, sign-in.
extension Listing {
  private static let front = ObservedService.cloudFront

  static let delivery: [Listing] = [
    Listing(
      front.list(
        "ListDistributions", "GET /2020-05-31/distribution", items: "Items.DistributionSummary",
        root: "DistributionList"),
      [
        ListedType(
          "aws_cloudfront_distribution", id: "{Id}", arn: "{ARN}", name: "{DomainName}", created: "LastModifiedTime")
      ]),
    Listing(
      front.list(
        "ListOriginAccessControls", "GET /2020-05-31/origin-access-control", items: "Items.OriginAccessControlSummary",
        root: "OriginAccessControlList"),
      [ListedType("aws_cloudfront_origin_access_control", id: "{Id}", name: "{Name}")]),
    Listing(
      ObservedService.waf.list("ListWebACLs", #"{"Scope":"REGIONAL","Limit":100}"#, items: "WebACLs"),
      [ListedType("aws_wafv2_web_acl", id: "{Id}/{Name}/REGIONAL", arn: "{ARN}", name: "{Name}")]),
    Listing(
      ObservedService.waf.list("ListIPSets", #"{"Scope":"REGIONAL","Limit":100}"#, items: "IPSets"),
      [ListedType("aws_wafv2_ip_set", id: "{Id}/{Name}/REGIONAL", arn: "{ARN}", name: "{Name}")]),
    Listing(
      ObservedService.cognito.list("ListUserPools", #"{"MaxResults":60}"#, items: "UserPools"),
      [
        ListedType(
          "aws_cognito_user_pool", id: "{Id}", arn: "arn:{@partition}:cognito-idp:{@region}:{@account}:userpool/{Id}",
          name: "{Name}", created: "CreationDate")
      ],
      then: [
        Listing(
          ObservedService.cognito.list(
            "ListUserPoolClients", #"{"UserPoolId":"{Id}","MaxResults":60}"#, items: "UserPoolClients",
            absent: ["ResourceNotFoundException"]),
          [
            ListedType(
              "aws_cognito_user_pool_client", id: "{^Id}/{ClientId}", name: "{ClientName}",
              parents: [.init("aws_cognito_user_pool", "{^Id}")])
          ])
      ]),
    Listing(
      ObservedService.cognitoIdentity.list("ListIdentityPools", #"{"MaxResults":60}"#, items: "IdentityPools"),
      [
        ListedType(
          "aws_cognito_identity_pool", id: "{IdentityPoolId}",
          arn: "arn:{@partition}:cognito-identity:{@region}:{@account}:identitypool/{IdentityPoolId}",
          name: "{IdentityPoolName}")
      ]),
  ]
}
