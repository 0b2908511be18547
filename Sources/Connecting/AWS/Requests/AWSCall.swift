package import Model

/// One operation of a service, not signed yet.
package struct AWSCall: Sendable {
  package var service: AWSService
  /// As messages name it: `GetObject`.
  package var operation: String
  package var method: HTTPRequest.Method = .post
  /// Instead of the service's own.
  package var endpoint: String?
  /// Not encoded.
  package var path = "/"
  package var query: [(String, String)] = []
  package var headers: [HTTPHeader] = []
  package var body: [UInt8] = []
  /// False for calls whose body is the proof, such as a web identity's.
  package var isSigned = true
  /// How long an attempt may take.
  package var timeout: Duration = .seconds(60)
  /// A longer answer is an error.
  package var maximumAnswer = 32 << 20
  /// How often it is tried, where that is not for the client to say.
  package var maximumAttempts: Int?
  /// The file into which the answer's body goes, instead of into memory.
  package var file: String?

  package init(_ service: AWSService, _ operation: String) {
    self.service = service
    self.operation = operation
  }

  /// A call of a service that speaks JSON, such as `TrentService.Decrypt` of KMS.
  package static func json(
    _ service: AWSService, target: String, version: String = "1.1", _ content: JSON
  ) -> AWSCall {
    var call = AWSCall(service, target.split(separator: ".").last.map(String.init) ?? target)
    call.headers = [
      HTTPHeader("content-type", "application/x-amz-json-\(version)"), HTTPHeader("x-amz-target", target),
    ]
    call.body = content.written()
    return call
  }

  /// A call of a service that takes a form and answers in XML, such as STS.
  package static func query(
    _ service: AWSService, _ operation: String, version: String, _ parameters: [(String, String)]
  ) -> AWSCall {
    var call = AWSCall(service, operation)
    call.headers = [HTTPHeader("content-type", "application/x-www-form-urlencoded; charset=utf-8")]
    let all = [("Action", operation), ("Version", version)] + parameters
    call.body = Array(PercentEncoding.query(all).utf8)
    return call
  }
}

extension AWSCall {
  /// The request that is sent, signed where that is asked for.
  func request(
    endpoint: String, region: String, credentials: AWSCredentials?, time: UTCTime
  ) throws(AWSError) -> HTTPRequest {
    let address = try EndpointAddress(endpoint)
    let fullPath = address.path + (path.hasPrefix("/") ? path : "/\(path)")
    var request = HTTPRequest(method, address.origin + PercentEncoding.encode(fullPath, keeping: "/"))
    if !query.isEmpty { request.url += "?" + PercentEncoding.query(query) }
    request.keepsPath = true
    request.maximumRedirects = 0
    request.timeout = timeout
    request.maximumBodySize = maximumAnswer
    request.headers = headers
    if method == .post || method == .put || !body.isEmpty { request.body = body }
    guard let credentials else { return request }
    let digest = Hashing.hexadecimal(Hashing.sha256(body))
    request.headers.append(HTTPHeader("x-amz-date", time.compact))
    if service == .s3 { request.headers.append(HTTPHeader("x-amz-content-sha256", digest)) }
    if let token = credentials.sessionToken { request.headers.append(HTTPHeader("x-amz-security-token", token)) }
    let signer = RequestSigner(
      credentials: credentials, region: region, service: service.signingName, time: time,
      pathRule: service == .s3 ? .encodedOnce : .encodedTwice)
    let content = RequestSigner.Content(
      method: method.rawValue, path: fullPath, query: query,
      headers: request.headers + [HTTPHeader("host", address.host)], bodyDigest: digest)
    request.headers.append(HTTPHeader("Authorization", signer.authorization(for: content)))
    return request
  }
}

/// An endpoint's URL in its parts.
struct EndpointAddress: Sendable, Hashable {
  /// `https://host:port`.
  var origin: String
  /// As the `Host` header has it: without the port that is usual for the scheme.
  var host: String
  /// Without a slash at its end.
  var path: String

  init(_ url: String) throws(AWSError) {
    guard let separator = url.firstRange(of: "://"),
      ["http", "https"].contains(url[..<separator.lowerBound].lowercased())
    else { throw .configuration("the endpoint \"\(url)\" is no http or https URL") }
    let scheme = url[..<separator.lowerBound].lowercased()
    let rest = url[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.isEmpty, !authority.contains("@") else {
      throw .configuration("the endpoint of a service must name a host, and no user")
    }
    origin = "\(scheme)://\(authority)"
    let usualPort = scheme == "https" ? ":443" : ":80"
    host = authority.hasSuffix(usualPort) ? String(authority.dropLast(usualPort.count)) : String(authority)
    path = String(rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" })
    while path.hasSuffix("/") { path.removeLast() }
  }
}
