import Model

/// Where a trail writes its log files.
package struct TrailBucket: Sendable, Hashable {
  package var bucket: String
  /// What stands before `AWSLogs`, without slashes around it.
  package var prefix: String
  /// `o-…` of a trail of an organization.
  package var organization: String?
  /// The bucket's region, where it is another than the client's.
  package var region: String?

  package init(bucket: String, prefix: String = "", organization: String? = nil, region: String? = nil) {
    self.bucket = bucket
    self.prefix = prefix
    self.organization = organization
    self.region = region
  }

  /// The folders in which a time's events of an account and region are. Files are written up to some minutes later, so that
  /// the next day has some of the last.
  func folders(account: String, region: String, since: UTCTime, until: UTCTime) -> [String] {
    let start = [prefix, "AWSLogs", organization ?? "", account, "CloudTrail", region]
      .filter { !$0.isEmpty }.joined(separator: "/")
    let last = (until + Self.delay).day
    var folders: [String] = []
    var time = since
    while time.day <= last {
      let day = time.day
      folders.append("\(start)/\(day.prefix(4))/\(day.dropFirst(4).prefix(2))/\(day.dropFirst(6))/")
      time = time + 86400
    }
    return folders
  }

  /// How long after an event its file may come, generously.
  static let delay = 3600

  /// When a file was written, by its name: `123456789012_CloudTrail_eu-west-1_20261121T2240Z_aB….json.gz`.
  static func time(of key: String) -> UTCTime? {
    let name = key.split(separator: "/").last ?? ""
    let digits = name.split(separator: "_").dropFirst(3).first.map { Array($0.filter(\.isNumber)) } ?? []
    guard digits.count == 12 else { return nil }
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    return UTCTime(
      iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):00Z")
  }
}
