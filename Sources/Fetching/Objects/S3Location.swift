import Connecting
import Model

/// What an address after `s3::` says, of AWS's own store or of one like it.
struct S3Location: Sendable, Hashable {
  var bucket: String
  /// Empty for the whole bucket.
  var key: String
  var region: String?
  /// `https://host:port` of a store that is not AWS's.
  var endpoint: String?
  var version: String?
  var profile: String?
  var accessKey: String?
  var secretKey: String?
  var sessionToken: String?

  static let usualRegion = "us-east-1"

  init(_ given: PackageAddress) throws(FetchError) {
    var address = given
    func taken(_ name: String) -> String? { address.take(name).flatMap { $0.isEmpty ? nil : $0 } }
    version = taken("version")
    region = taken("region")
    profile = taken("aws_profile")
    accessKey = taken("aws_access_key_id")
    secretKey = taken("aws_access_key_secret")
    sessionToken = taken("aws_access_token")
    let shown = address.location
    guard let separator = shown.firstRange(of: "://"),
      ["http", "https"].contains(shown[..<separator.lowerBound].lowercased())
    else {
      throw FetchError("the address of an object in S3 begins with s3::https://, which \(quoted(shown)) does not")
    }
    let rest = shown[separator.upperBound...]
    let host = rest.prefix { $0 != "/" }
    let path = PercentEncoding.decode(String(rest[host.endIndex...].drop { $0 == "/" }))
    if let place = AWSHost(host.lowercased()) {
      region = place.region ?? region
      (bucket, key) = place.bucket.map { ($0, path) } ?? Self.split(path)
    } else {
      endpoint = "\(shown[..<separator.lowerBound])://\(host)"
      (bucket, key) = Self.split(path)
    }
    if bucket.isEmpty || host.isEmpty || host.contains("@") {
      throw FetchError("\(quoted(URLText.withoutSecrets(shown))) names no bucket of S3")
    }
  }

  private static func split(_ path: String) -> (bucket: String, key: String) {
    let bucket = path.prefix { $0 != "/" }
    return (String(bucket), String(path[bucket.endIndex...].drop { $0 == "/" }))
  }
}

/// The host of AWS's store, as far as it names region and bucket: `bucket.s3.eu-west-1.amazonaws.com`,
/// `s3-eu-west-1.amazonaws.com`.
private struct AWSHost {
  var bucket: String?
  var region: String?

  /// Nil for any other host.
  init?(_ host: String) {
    guard let suffix = [".amazonaws.com", ".amazonaws.com.cn"].first(where: { host.hasSuffix($0) }) else { return nil }
    let labels = host.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let place = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) else { return nil }
    bucket = place == 0 ? nil : labels[..<place].joined(separator: ".")
    let behind = labels[(place + 1)...].filter { $0 != "dualstack" }
    let dashed = labels[place].dropFirst("s3-".count)
    region = behind.first.map(String.init) ?? (dashed.isEmpty ? nil : String(dashed))
  }
}
