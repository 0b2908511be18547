package import Model

/// Signs requests with AWS's Signature Version 4. A function of its arguments, time included.
package struct RequestSigner: Sendable {
  /// How the path stands in what is signed.
  package enum PathRule: Sendable {
    /// S3: percent-encoded once, as it is sent; `..` and `//` are parts of a key.
    case encodedOnce
    /// All others: without dots and double slashes, and encoded once more than it is sent.
    case encodedTwice
    /// Of AWS's published examples: without dots and double slashes, encoded once.
    case normalized
  }

  package var credentials: AWSCredentials
  package var region: String
  /// As the signature's scope names it: `s3`, `kms`.
  package var service: String
  package var time: UTCTime
  package var pathRule: PathRule

  package init(
    credentials: AWSCredentials, region: String, service: String, time: UTCTime, pathRule: PathRule = .encodedTwice
  ) {
    self.credentials = credentials
    self.region = region
    self.service = service
    self.time = time
    self.pathRule = pathRule
  }

  /// What takes part in a signature. `path` and `query` are not encoded yet.
  package struct Content: Sendable {
    package var method: String
    package var path: String
    package var query: [(String, String)]
    /// `host` and `x-amz-date` among them.
    package var headers: [HTTPHeader]
    package var bodyDigest: String

    package init(
      method: String, path: String, query: [(String, String)] = [], headers: [HTTPHeader], bodyDigest: String
    ) {
      self.method = method
      self.path = path
      self.query = query
      self.headers = headers
      self.bodyDigest = bodyDigest
    }
  }

  private var scope: String { "\(time.day)/\(region)/\(service)/aws4_request" }

  package func authorization(for content: Content) -> String {
    let signature = Hashing.hexadecimal(
      Hashing.hmacSHA256(key: signingKey, Array(stringToSign(for: content).utf8)))
    return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), "
      + "SignedHeaders=\(signedHeaders(content)), Signature=\(signature)"
  }

  package func stringToSign(for content: Content) -> String {
    let digest = Hashing.hexadecimal(Hashing.sha256(Array(canonicalRequest(for: content).utf8)))
    return "AWS4-HMAC-SHA256\n\(time.compact)\n\(scope)\n\(digest)"
  }

  package func canonicalRequest(for content: Content) -> String {
    let headers = canonicalHeaders(content).map { "\($0.name):\($0.value)\n" }.joined()
    return """
      \(content.method)
      \(canonicalPath(content.path))
      \(canonicalQuery(content.query))
      \(headers)
      \(signedHeaders(content))
      \(content.bodyDigest)
      """
  }

  private var signingKey: [UInt8] {
    [time.day, region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretKey)".utf8)) { key, part in
      Hashing.hmacSHA256(key: key, Array(part.utf8))
    }
  }

  private func canonicalPath(_ path: String) -> String {
    func encode(_ text: String) -> String { PercentEncoding.encode(text, keeping: "/") }
    switch pathRule {
    case .encodedOnce: return encode(path)
    case .encodedTwice: return encode(encode(Self.normalized(path)))
    case .normalized: return encode(Self.normalized(path))
    }
  }

  /// Without `.`, `..` and empty segments.
  private static func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let isFolder = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
    return "/" + segments.joined(separator: "/") + (isFolder && !segments.isEmpty ? "/" : "")
  }

  private func canonicalQuery(_ query: [(String, String)]) -> String {
    let pairs = query.map { (Array(PercentEncoding.encode($0).utf8), Array(PercentEncoding.encode($1).utf8)) }
    let sorted = pairs.sorted { one, other in
      one.0 == other.0 ? one.1.lexicographicallyPrecedes(other.1) : one.0.lexicographicallyPrecedes(other.0)
    }
    return sorted.map { String(decoding: $0.0 + [UInt8(ascii: "=")] + $0.1, as: UTF8.self) }.joined(separator: "&")
  }

  /// Lowercase, sorted, each name once with its values in the order given.
  private func canonicalHeaders(_ content: Content) -> [HTTPHeader] {
    var values: [String: [String]] = [:]
    for header in content.headers {
      let words = header.value.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
      values[header.name.lowercased(), default: []].append(words.joined(separator: " "))
    }
    return values.sorted { $0.key < $1.key }.map { HTTPHeader($0.key, $0.value.joined(separator: ",")) }
  }

  private func signedHeaders(_ content: Content) -> String {
    canonicalHeaders(content).map(\.name).joined(separator: ";")
  }
}
