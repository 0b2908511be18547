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

  package init(name: String, host: String, signingName: String? = nil, key: String? = nil) {
    self.name = name
    self.host = host
    self.signingName = signingName ?? host
    self.key = key ?? host
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
    if usesDualStack {
      return self == .s3
        ? "https://\(first).dualstack.\(region).\(partition.suffix)"
        : "https://\(first).\(region).\(partition.dualStackSuffix)"
    }
    return "https://\(first).\(region).\(partition.suffix)"
  }
}

/// A separate part of AWS, with its own accounts and names.
struct AWSPartition: Sendable, Hashable {
  var suffix: String
  var dualStackSuffix: String

  static func of(region: String) -> AWSPartition {
    table.first { region.hasPrefix($0.prefix) }?.partition
      ?? AWSPartition(suffix: "amazonaws.com", dualStackSuffix: "api.aws")
  }

  private static let table: [(prefix: String, partition: AWSPartition)] = [
    ("cn-", AWSPartition(suffix: "amazonaws.com.cn", dualStackSuffix: "api.amazonwebservices.com.cn")),
    ("us-isob-", AWSPartition(suffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud")),
    ("us-isof-", AWSPartition(suffix: "csp.hci.ic.gov", dualStackSuffix: "api.aws.hci.ic.gov")),
    ("us-iso-", AWSPartition(suffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov")),
    ("eu-isoe-", AWSPartition(suffix: "cloud.adc-e.uk", dualStackSuffix: "api.cloud-aws.adc-e.uk")),
    ("eusc-", AWSPartition(suffix: "amazonaws.eu", dualStackSuffix: "api.amazonwebservices.eu")),
  ]
}
