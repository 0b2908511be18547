/// A service of AWS: how its endpoint, its signatures and its settings are named.
package struct AWSService: Sendable, Hashable {
  /// In messages, as the SDKs name it: `S3`, `DynamoDB`.
  package var name: String
  /// The first part of its host: `s3`, `dynamodb`.
  package var host: String
  /// In the scope of a signature, mostly the same.
  package var signingName: String
  /// In `endpoints`, in `[services]` of the config file and, in capitals, in `AWS_ENDPOINT_URL_S3`.
  package var key: String
  /// There is one for all regions of a partition.
  package var isGlobal: Bool

  package init(
    name: String, host: String, signingName: String? = nil, key: String? = nil, isGlobal: Bool = false
  ) {
    self.name = name
    self.host = host
    self.signingName = signingName ?? host
    self.key = key ?? host
    self.isGlobal = isGlobal
  }

  package static let s3 = AWSService(name: "S3", host: "s3")
  package static let sts = AWSService(name: "STS", host: "sts")
  package static let kms = AWSService(name: "KMS", host: "kms")
  package static let dynamoDB = AWSService(name: "DynamoDB", host: "dynamodb")
  package static let singleSignOn = AWSService(name: "SSO", host: "portal.sso", signingName: "awsssoportal", key: "sso")

  var variable: String { "AWS_ENDPOINT_URL_\(key.uppercased())" }

  /// Where the service is when nobody says otherwise.
  func standardEndpoint(region: String, usesFIPS: Bool, usesDualStack: Bool) -> String {
    let partition = AWSPartition.of(region: region)
    let first = usesFIPS ? "\(host)-fips" : host
    if isGlobal, let place = partition.globalPlace { return "https://\(first).\(place)\(partition.suffix)" }
    if usesDualStack {
      return self == .s3
        ? "https://\(first).dualstack.\(region).\(partition.suffix)"
        : "https://\(first).\(region).\(partition.dualStackSuffix)"
    }
    return "https://\(first).\(region).\(partition.suffix)"
  }
}

/// A separate part of AWS, with its own accounts and names.
package struct AWSPartition: Sendable, Hashable {
  /// As in ARNs.
  package var name: String
  var suffix: String
  var dualStackSuffix: String
  /// What is in the name of a host that is there for all regions; nil where there are no such hosts.
  var globalPlace: String?
  /// With which calls to services without regions are signed.
  package var globalRegion: String

  init(
    name: String = "aws", suffix: String, dualStackSuffix: String, globalPlace: String? = nil,
    globalRegion: String = ""
  ) {
    self.name = name
    self.suffix = suffix
    self.dualStackSuffix = dualStackSuffix
    self.globalPlace = globalPlace
    self.globalRegion = globalRegion
  }

  package static func of(region: String) -> AWSPartition {
    guard var partition = table.first(where: { region.hasPrefix($0.prefix) })?.partition else {
      return AWSPartition(
        suffix: "amazonaws.com", dualStackSuffix: "api.aws", globalPlace: "", globalRegion: "us-east-1")
    }
    if partition.globalRegion.isEmpty { partition.globalRegion = region }
    return partition
  }

  private static let table: [(prefix: String, partition: AWSPartition)] = [
    ("cn-", AWSPartition(name: "aws-cn", suffix: "amazonaws.com.cn", dualStackSuffix: "api.amazonwebservices.com.cn")),
    (
      "us-gov-",
      AWSPartition(
        name: "aws-us-gov", suffix: "amazonaws.com", dualStackSuffix: "api.aws", globalPlace: "us-gov.",
        globalRegion: "us-gov-west-1")
    ),
    ("us-isob-", AWSPartition(name: "aws-iso-b", suffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud")),
    ("us-isof-", AWSPartition(name: "aws-iso-f", suffix: "csp.hci.ic.gov", dualStackSuffix: "api.aws.hci.ic.gov")),
    ("us-iso-", AWSPartition(name: "aws-iso", suffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov")),
    ("eu-isoe-", AWSPartition(name: "aws-iso-e", suffix: "cloud.adc-e.uk", dualStackSuffix: "api.cloud-aws.adc-e.uk")),
    ("eusc-", AWSPartition(name: "aws-eusc", suffix: "amazonaws.eu", dualStackSuffix: "api.amazonwebservices.eu")),
  ]
}
