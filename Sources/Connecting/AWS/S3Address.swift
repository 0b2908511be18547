/// Where a bucket is: in the host's name, or in the path where that cannot be.
package struct S3Address: Sendable, Hashable {
  package let endpoint: String
  private let prefix: String

  package init(bucket: String, endpoint: String, usesPathStyle: Bool) {
    let parts = endpoint.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let rest = parts.count == 3 ? String(parts[2]) : ""
    let host = rest.hasPrefix("[") ? "[" : String(rest.prefix { $0 != ":" && $0 != "/" })
    let isEncrypted = endpoint.lowercased().hasPrefix("https:")
    // A certificate's wildcard stands for one label, so that a dot in the name needs the path.
    if usesPathStyle || Self.isAddress(host) || !Self.isHostLabel(bucket, allowsDots: !isEncrypted) {
      self.endpoint = endpoint
      prefix = "/\(bucket)"
    } else {
      self.endpoint = "\(parts[0])//\(bucket).\(rest)"
      prefix = ""
    }
  }

  package func path(of key: String) -> String { key.isEmpty && !prefix.isEmpty ? prefix : "\(prefix)/\(key)" }

  private static func isAddress(_ host: String) -> Bool {
    host == "[" || (host.split(separator: ".").count == 4 && host.allSatisfy { $0 == "." || $0.isNumber })
  }

  private static func isHostLabel(_ bucket: String, allowsDots: Bool) -> Bool {
    guard (3...63).contains(bucket.utf8.count), bucket.first != "-", bucket.last != "-" else { return false }
    return bucket.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || (allowsDots && byte == UInt8(ascii: "."))
    }
  }
}
