import Model

/// Fetches credentials from where the chain said that they are.
struct CredentialFetcher: Sendable {
  let transport: AWSTransport
  let metadata: InstanceMetadata
  let stsRegion: String?
  let surroundings: AWSSurroundings

  private static let stsVersion = "2011-06-15"

  func fetch(_ source: CredentialSource) async throws(AWSError) -> AWSCredentials {
    switch source {
    case .fixed(let credentials): return credentials
    case .process(let command): return try await credentials(ofProcess: command)
    case .webIdentity(let role): return try await assume(role)
    case .assumed(let role, let base): return try await assume(role, with: try await fetch(base))
    case .singleSignOn(let signOn): return try await credentials(of: signOn)
    case .container(let container): return try await credentials(of: container)
    case .instance: return try await metadata.credentials()
    case .none(let reason): throw .noCredentials(reason: reason)
    }
  }

  // MARK: - STS

  private func assume(_ role: AWSRole, with base: AWSCredentials) async throws(AWSError) -> AWSCredentials {
    var parameters = [("RoleArn", role.arn), ("RoleSessionName", role.sessionName ?? sessionName)]
    if let id = role.externalID { parameters.append(("ExternalId", id)) }
    if let duration = role.durationSeconds { parameters.append(("DurationSeconds", String(duration))) }
    if let identity = role.sourceIdentity { parameters.append(("SourceIdentity", identity)) }
    parameters += policies(role.policy, role.policyARNs)
    for (index, tag) in role.tags.sorted(by: { $0.key < $1.key }).enumerated() {
      parameters.append(("Tags.member.\(index + 1).Key", tag.key))
      parameters.append(("Tags.member.\(index + 1).Value", tag.value))
    }
    for (index, key) in role.transitiveTagKeys.enumerated() {
      parameters.append(("TransitiveTagKeys.member.\(index + 1)", key))
    }
    let call = AWSCall.query(.sts, "AssumeRole", version: Self.stsVersion, parameters)
    return try await sessionCredentials(call, with: base)
  }

  private func assume(_ role: WebIdentityRole) async throws(AWSError) -> AWSCredentials {
    var token: String
    switch role.token {
    case .text(let text): token = text
    case .file(let path):
      guard let bytes = surroundings.readFile(surroundings.expanded(path)) else {
        throw .credentials(source: "the web identity", reason: "the token's file \(path) cannot be read")
      }
      token = String(decoding: bytes, as: UTF8.self)
    }
    while token.last?.isWhitespace == true { token.removeLast() }
    var parameters = [
      ("RoleArn", role.arn), ("RoleSessionName", role.sessionName ?? sessionName), ("WebIdentityToken", token),
    ]
    if let duration = role.durationSeconds { parameters.append(("DurationSeconds", String(duration))) }
    parameters += policies(role.policy, role.policyARNs)
    var call = AWSCall.query(.sts, "AssumeRoleWithWebIdentity", version: Self.stsVersion, parameters)
    call.isSigned = false
    return try await sessionCredentials(call, with: nil)
  }

  private func policies(_ policy: String?, _ arns: [String]) -> [(String, String)] {
    (policy.map { [("Policy", $0)] } ?? [])
      + arns.enumerated().map { ("PolicyArns.member.\($0 + 1).arn", $1) }
  }

  /// Distinct for each session, so that AWS's own log can tell them apart.
  private var sessionName: String { "plumb-\(surroundings.now().seconds)" }

  private func sessionCredentials(_ call: AWSCall, with base: AWSCredentials?) async throws(AWSError) -> AWSCredentials
  {
    let response = try await transport.send(call, region: stsRegion) { () async throws(AWSError) in base }
    guard let answer = XMLElement.read(response.body)?.first("Credentials"),
      let accessKey = answer["AccessKeyId"]?.text, let secretKey = answer["SecretAccessKey"]?.text
    else { throw .malformed(service: call.service.name, operation: call.operation) }
    return AWSCredentials(
      accessKey: accessKey, secretKey: secretKey, sessionToken: answer["SessionToken"]?.text,
      expiration: answer["Expiration"].flatMap { UTCTime(iso8601: $0.text) })
  }

  // MARK: - Programs, single sign-on and containers

  private func credentials(ofProcess text: String) async throws(AWSError) -> AWSCredentials {
    func failed(_ reason: String) -> AWSError { .credentials(source: "the credential_process", reason: reason) }
    let outcome: ExternalCommand.Outcome
    do { outcome = try await ExternalCommand.shell(text, environment: surroundings.environment).run() } catch {
      throw failed("it could not be run to its end (\(error))")
    }
    guard outcome.status == 0 else { throw failed("it ended with status \(outcome.status)") }
    guard let json = try? JSON.read(outcome.output), json["Version"]?.int == 1 else {
      throw failed("its output is no JSON of version 1")
    }
    guard let found = AWSCredentials(json: json, tokenKey: "SessionToken") else {
      throw failed("AccessKeyId or SecretAccessKey is missing in its output")
    }
    if let expiration = found.expiration, expiration < surroundings.now() {
      throw failed("the credentials have expired already")
    }
    return found
  }

  private func credentials(of signOn: SingleSignOn) async throws(AWSError) -> AWSCredentials {
    let source = "single sign-on"
    let name = Hashing.hexadecimal(Hashing.sha1(Array(signOn.cacheKey.utf8)))
    let path = surroundings.expanded("~/.aws/sso/cache/\(name).json")
    guard let bytes = surroundings.readFile(path), let cached = try? JSON.read(bytes),
      let token = cached["accessToken"]?.string,
      let end = cached["expiresAt"]?.string.flatMap({ UTCTime(iso8601: $0) })
    else { throw .credentials(source: source, reason: "nobody has signed in; run \"aws sso login\"") }
    guard surroundings.now() < end else {
      throw .credentials(source: source, reason: "the session has expired; run \"aws sso login\"")
    }
    var call = AWSCall(.singleSignOn, "GetRoleCredentials")
    call.method = .get
    call.path = "/federation/credentials"
    call.query = [("role_name", signOn.roleName), ("account_id", signOn.accountID)]
    call.headers = [HTTPHeader("x-amz-sso_bearer_token", token)]
    call.isSigned = false
    let response = try await transport.send(call, region: signOn.region) { nil }
    guard let answer = (try? JSON.read(response.body))?["roleCredentials"],
      let accessKey = answer["accessKeyId"]?.string, let secretKey = answer["secretAccessKey"]?.string
    else { throw .malformed(service: call.service.name, operation: call.operation) }
    return AWSCredentials(
      accessKey: accessKey, secretKey: secretKey, sessionToken: answer["sessionToken"]?.string,
      expiration: answer["expiration"]?.int.map { UTCTime(seconds: $0 / 1000) })
  }

  private func credentials(of container: ContainerSource) async throws(AWSError) -> AWSCredentials {
    let source = "the container's host"
    var token = container.token
    if let file = container.tokenFile {
      guard let bytes = surroundings.readFile(file) else {
        throw .credentials(source: source, reason: "the token's file \(file) cannot be read")
      }
      token = String(decoding: bytes, as: UTF8.self)
    }
    // A line break would begin another header.
    if token?.contains(where: \.isNewline) == true {
      throw .credentials(source: source, reason: "the authorization token has a line break in it")
    }
    var request = HTTPRequest(.get, container.url)
    request.maximumRedirects = 0
    request.timeout = .seconds(10)
    if let token { request.headers.append(HTTPHeader("Authorization", token)) }
    let policy = RetryPolicy(
      attempts: 3, firstDelay: .milliseconds(200), maximumDelay: .seconds(2), statuses: [429, 500, 502, 503, 504])
    let response: HTTPResponse
    do { response = try await surroundings.http.send(request, retry: policy) } catch {
      throw .credentials(source: source, reason: error.description)
    }
    guard response.isSuccess, let json = try? JSON.read(response.body),
      let found = AWSCredentials(json: json, tokenKey: "Token")
    else { throw .credentials(source: source, reason: "it answered with status \(response.status)") }
    return found
  }
}

extension AWSCredentials {
  /// The form of metadata services and credential processes.
  init?(json: JSON, tokenKey: String) {
    guard let accessKey = json["AccessKeyId"]?.string, let secretKey = json["SecretAccessKey"]?.string,
      !accessKey.isEmpty, !secretKey.isEmpty
    else { return nil }
    self.init(
      accessKey: accessKey, secretKey: secretKey, sessionToken: json[tokenKey]?.string,
      expiration: json["Expiration"]?.string.flatMap { UTCTime(iso8601: $0) })
  }
}
