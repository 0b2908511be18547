/// Keys, secrets, certificates, and names.
extension Listing {
  private static let kms = ObservedService.kms
  private static let isReplica: Condition = .equals(
    "{MultiRegionConfiguration.MultiRegionKeyType}", "REPLICA")

  static let keys: [Listing] = [
    Listing(
      kms.list("ListKeys", #"{"Limit":1000}"#, items: "Keys"),
      then: [
        Listing(
          kms.list(
            "DescribeKey", #"{"KeyId":"{KeyId}"}"#, items: "KeyMetadata", paging: ListStep.Paging.none,
            absent: ["NotFoundException"]),
          [key("aws_kms_key", only: .not(isReplica)), key("aws_kms_replica_key", only: isReplica)])
      ]),
    Listing(
      kms.list("ListAliases", #"{"Limit":100}"#, items: "Aliases"),
      [
        ListedType(
          "aws_kms_alias", id: "{AliasName}", arn: "{AliasArn}", name: "{AliasName}", created: "CreationDate",
          isDefault: .hasPrefix("{AliasName}", "alias/aws/"))
      ]),
    Listing(
      ObservedService.secretsManager.list("ListSecrets", #"{"MaxResults":100}"#, items: "SecretList"),
      [
        ListedType(
          "aws_secretsmanager_secret", id: "{ARN}", arn: "{ARN}", name: "{Name}", tags: "Tags", created: "CreatedDate",
          // A database's own, for example.
          isDefault: .has("{OwningService}"))
      ]),
    Listing(
      ObservedService.ssm.list("DescribeParameters", #"{"MaxResults":50}"#, items: "Parameters"),
      [
        ListedType(
          "aws_ssm_parameter", id: "{Name}",
          arn: ["{ARN}", "arn:{@partition}:ssm:{@region}:{@account}:parameter/{Name|without-slash}"], name: "{Name}",
          created: "LastModifiedDate",
          // Nobody else may use such names.
          isDefault: .hasPrefix("{Name}", "/aws/"))
      ]),
    Listing(
      ObservedService.ssm.list(
        "ListDocuments", #"{"Filters":[{"Key":"Owner","Values":["Self"]}],"MaxResults":50}"#,
        items: "DocumentIdentifiers"),
      [
        ListedType(
          "aws_ssm_document", id: "{Name}", arn: "arn:{@partition}:ssm:{@region}:{@account}:document/{Name}",
          name: "{Name}", tags: "Tags", created: "CreatedDate", isDefault: .equals("{Owner}", "Amazon"))
      ]),
    Listing(
      ObservedService.acm.list(
        "ListCertificates",
        // Without these, only keys of 1024 and 2048 bits are in the list.
        #"""
        {"Includes":{"keyTypes":["RSA_1024","RSA_2048","RSA_3072","RSA_4096","EC_prime256v1","EC_secp384r1",
        "EC_secp521r1"]},"MaxItems":1000}
        """#, items: "CertificateSummaryList"),
      [
        ListedType(
          "aws_acm_certificate", id: "{CertificateArn}", arn: "{CertificateArn}", name: "{DomainName}",
          created: "CreatedAt")
      ]),
  ]

  private static func key(_ type: String, only: Condition) -> ListedType {
    ListedType(
      type, id: "{KeyId}", arn: "{Arn}", name: "{Description}", created: "CreationDate",
      only: .all([only, .isNone(of: ["PendingDeletion", "PendingReplicaDeletion"], "{KeyState}")]),
      isDefault: .equals("{KeyManager}", "AWS"))
  }

  private static let route53 = ObservedService.route53
  private static let record: Template = [
    "{^Id|last/}_{Name|domain}_{Type}_{SetIdentifier}", "{^Id|last/}_{Name|domain}_{Type}",
  ]

  static let names: [Listing] = [
    Listing(
      route53.list(
        "ListHostedZones", "GET /2013-04-01/hostedzone?maxitems=100", items: "HostedZones.HostedZone",
        root: "ListHostedZonesResponse"),
      [
        ListedType(
          "aws_route53_zone", id: "{Id|last/}", arn: "arn:{@partition}:route53:::hostedzone/{Id|last/}",
          name: "{Name|domain}", isDefault: .has("{LinkedService.ServicePrincipal}"))
      ],
      then: [
        Listing(
          route53.list(
            "ListResourceRecordSets", "GET /2013-04-01/hostedzone/{Id|last/}/rrset?maxitems=300",
            items: "ResourceRecordSets.ResourceRecordSet",
            paging: .tokens([
              .init(input: "name", output: "NextRecordName"), .init(input: "type", output: "NextRecordType"),
              .init(input: "identifier", output: "NextRecordIdentifier"),
            ]), absent: ["NoSuchHostedZone"], root: "ListResourceRecordSetsResponse"),
          [
            ListedType(
              "aws_route53_record", id: record, name: "{Name|domain}",
              // Every zone comes with these two.
              isDefault: .any([
                .has("{^LinkedService.ServicePrincipal}"),
                .all([.isSame("{Name}", "{^Name}"), .any([.equals("{Type}", "NS"), .equals("{Type}", "SOA")])]),
              ]), parents: [.init("aws_route53_zone", "{^Id|last/}")])
          ])
      ]),
    Listing(
      route53.list(
        "ListHealthChecks", "GET /2013-04-01/healthcheck?maxitems=100", items: "HealthChecks.HealthCheck",
        root: "ListHealthChecksResponse"),
      [
        ListedType(
          "aws_route53_health_check", id: "{Id}", arn: "arn:{@partition}:route53:::healthcheck/{Id}",
          isDefault: .has("{LinkedService.ServicePrincipal}"))
      ]),
  ]
}
