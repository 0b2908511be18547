import Model

/// The key of a storage account of Azure, which signs each request, as "Authorize with Shared Key" of Microsoft's
/// documentation has it.
package struct SharedKey: Sendable {
  package let account: String
  private let key: [UInt8]

  /// Nil when the key is no Base64.
  package init?(account: String, key: String) {
    guard let bytes = Base64.decode(key), !bytes.isEmpty else { return nil }
    self.account = account
    self.key = bytes
  }

  /// What the header `Authorization` of a request must say. All other headers are there already.
  package func authorization(for request: HTTPRequest) -> String {
    let signature = Hashing.hmacSHA256(key: key, Array(Self.stringToSign(request, account: account).utf8))
    return "SharedKey \(account):\(String(decoding: Base64.encode(signature), as: UTF8.self))"
  }

  private static let standardHeaders = [
    "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
    "if-modified-since",
    "if-match", "if-none-match", "if-unmodified-since", "range",
  ]

  package static func stringToSign(_ request: HTTPRequest, account: String) -> String {
    var headers: [String: String] = [:]
    for header in request.headers {
      headers[header.name.lowercased()] = header.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    if let count = request.body?.count, count > 0 { headers["content-length"] = "\(count)" }
    // The service's own header goes before it.
    if headers["x-ms-date"] != nil { headers["date"] = nil }
    let own = headers.filter { $0.key.hasPrefix("x-ms-") }.sorted { $0.key < $1.key }
    let lines =
      [request.method.rawValue] + standardHeaders.map { headers[$0] ?? "" } + own.map { "\($0.key):\($0.value)" }
    return lines.joined(separator: "\n") + "\n" + resource(request.url, account: account)
  }

  /// The path as it is sent, then the arguments of the query, decoded, by name.
  private static func resource(_ url: String, account: String) -> String {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    var text = "/\(account)/\(path.count > 3 ? path[3] : "")"
    var values: [String: [String]] = [:]
    for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentEncoding.decode(String(sides[0])).lowercased()
      values[name, default: []].append(sides.count > 1 ? PercentEncoding.decode(String(sides[1])) : "")
    }
    for (name, all) in values.sorted(by: { $0.key < $1.key }) {
      text += "\n\(name):\(all.sorted().joined(separator: ","))"
    }
    return text
  }
}

extension SharedKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "(sensitive value)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
