import Connecting
import Model

/// Who asks Azure for a token, and how that is proved.
enum AzureIdentity: Sendable {
  case clientSecret(tenant: String, client: String, secret: String)
  case clientCertificate(tenant: String, client: String, CertificateBundle)
  case clientAssertion(tenant: String, client: String, Assertion)
  /// The virtual machine's own; of several, the one with this client.
  case managed(client: String?, endpoint: String)
  /// Whoever is signed in at the program `az`.
  case commandLine(tenant: String?, environment: [String: String])

  /// Where a token of another issuer comes from that Azure trusts.
  enum Assertion: Sendable {
    case token(String)
    case file(String)
    /// A workflow of GitHub.
    case workflow(url: String, token: String)
    /// A pipeline of Azure DevOps.
    case pipeline(url: String, token: String, connection: String)
  }
}

extension AzureIdentity: CustomStringConvertible, CustomReflectable {
  var description: String { "(sensitive value)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// The present tokens for each audience, fetched once and again before they end.
actor AzureTokens {
  private let identity: AzureIdentity
  private let login: String
  private let http: HTTPClient
  private var present: [String: (token: String, end: UTCTime)] = [:]

  private static let margin = 60
  private static let lifetime = 3600

  init(_ identity: AzureIdentity, login: String, http: HTTPClient = HTTPClient()) {
    self.identity = identity
    self.login = login
    self.http = http
  }

  func current(for audience: String) async throws(AzureFailure) -> String {
    if let known = present[audience], UTCTime.now + Self.margin < known.end { return known.token }
    let fetched = try await fetch(audience)
    present[audience] = fetched
    return fetched.token
  }

  private func fetch(_ audience: String) async throws(AzureFailure) -> (token: String, end: UTCTime) {
    switch identity {
    case .clientSecret(let tenant, let client, let secret):
      return try await exchange(tenant, client, audience, [("client_secret", secret)])
    case .clientCertificate(let tenant, let client, let bundle):
      return try await exchange(tenant, client, audience, proof(try statement(of: client, at: tenant, bundle)))
    case .clientAssertion(let tenant, let client, let source):
      return try await exchange(tenant, client, audience, proof(try await assertion(source)))
    case .managed(let client, let endpoint):
      var query = [("api-version", "2018-02-01"), ("resource", audience)]
      if let client { query.append(("client_id", client)) }
      var request = HTTPRequest(.get, "\(endpoint)?\(PercentEncoding.query(query))")
      request.headers = [HTTPHeader("Metadata", "true")]
      request.connectTimeout = .seconds(2)
      request.timeout = .seconds(10)
      return try await token(request, "the machine's identity endpoint")
    case .commandLine(let tenant, let environment): return try await askCommandLine(audience, tenant, environment)
    }
  }

  private func proof(_ assertion: String) -> [(String, String)] {
    [
      ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
      ("client_assertion", assertion),
    ]
  }

  /// What a client says of itself and signs with its certificate's key.
  private func statement(
    of client: String, at tenant: String, _ bundle: CertificateBundle
  ) throws(AzureFailure) -> String {
    let now = UTCTime.now.seconds
    let header = JSON.record([
      ("alg", .string("RS256")), ("typ", .string("JWT")),
      ("x5t", .string(WebToken.base64URL(Hashing.sha1(bundle.certificate)))),
    ])
    let claims = JSON.record([
      ("aud", .string(tokenURL(tenant))), ("iss", .string(client)), ("sub", .string(client)),
      ("jti", .string(String(UInt64.random(in: .min ... .max), radix: 16))), ("nbf", .integer(now - Self.margin)),
      ("exp", .integer(now + 10 * Self.margin)),
    ])
    guard let token = WebToken.rs256(header: header.written(), claims: claims.written(), pem: bundle.key) else {
      throw AzureFailure(message: "the key of the client certificate is no RSA key")
    }
    return token
  }

  private func tokenURL(_ tenant: String) -> String { "\(login)/\(PercentEncoding.encode(tenant))/oauth2/v2.0/token" }

  private func exchange(
    _ tenant: String, _ client: String, _ audience: String, _ proof: [(String, String)]
  ) async throws(AzureFailure) -> (token: String, end: UTCTime) {
    var request = HTTPRequest(.post, tokenURL(tenant))
    request.headers = [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")]
    let form =
      [("grant_type", "client_credentials"), ("client_id", client), ("scope", "\(audience)/.default")] + proof
    request.body = Array(PercentEncoding.query(form).utf8)
    return try await token(request, "the token endpoint of the tenant \(tenant)")
  }

  private func assertion(_ source: AzureIdentity.Assertion) async throws(AzureFailure) -> String {
    switch source {
    case .token(let token): return token
    case .file(let path):
      guard let bytes = AWSSurroundings.file(path) else {
        throw AzureFailure(message: "the file \(path) with the token of the other issuer cannot be read")
      }
      return String(decoding: bytes, as: UTF8.self).trimmed
    case .workflow(let url, let token):
      let separator = url.contains("?") ? "&" : "?"
      var request = HTTPRequest(.get, "\(url)\(separator)audience=api%3A%2F%2FAzureADTokenExchange")
      request.headers = [HTTPHeader("Authorization", "Bearer \(token)"), HTTPHeader("Accept", "application/json")]
      return try await text(request, "value")
    case .pipeline(let url, let token, let connection):
      let separator = url.contains("?") ? "&" : "?"
      let query = PercentEncoding.query([("api-version", "7.1"), ("serviceConnectionId", connection)])
      var request = HTTPRequest(.post, url + separator + query)
      request.headers = [
        HTTPHeader("Authorization", "Bearer \(token)"), HTTPHeader("Content-Type", "application/json"),
      ]
      request.body = []
      return try await text(request, "oidcToken")
    }
  }

  private func text(_ request: HTTPRequest, _ name: String) async throws(AzureFailure) -> String {
    guard let text = try await json(request, "the issuer of the token")[name]?.string else {
      throw AzureFailure(message: "the issuer's answer has no \(name) in it")
    }
    return text
  }

  private func token(
    _ request: HTTPRequest, _ place: String
  ) async throws(AzureFailure) -> (token: String, end: UTCTime) {
    let json = try await json(request, place)
    guard let token = json["access_token"]?.string else { throw AzureFailure(message: "\(place) gave no token") }
    // A number, or a text with one.
    let seconds = json["expires_in"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    return (token, UTCTime.now + (seconds ?? Self.lifetime))
  }

  private func json(_ request: HTTPRequest, _ place: String) async throws(AzureFailure) -> JSON {
    let response: HTTPResponse
    do { response = try await http.send(request, retry: .standard) } catch {
      throw AzureFailure(message: "\(place) did not answer: \(withoutQuery(error.description))")
    }
    let json = try? JSON.read(response.body)
    guard response.isSuccess, let json else {
      let reason = json?["error_description"]?.string ?? json?["error"]?.string ?? json?["message"]?.string
      throw AzureFailure(
        status: response.status,
        message: "\(place) refused with status \(response.status)" + (reason.map { ": \(firstLine($0))" } ?? ""))
    }
    return json
  }

  private func askCommandLine(
    _ audience: String, _ tenant: String?, _ environment: [String: String]
  ) async throws(AzureFailure) -> (token: String, end: UTCTime) {
    let arguments = ["account", "get-access-token", "--output", "json", "--resource", audience]
    let command = ExternalCommand(
      executable: "az", arguments: arguments + (tenant.map { ["--tenant", $0] } ?? []), environment: environment)
    let outcome: ExternalCommand.Outcome
    do { outcome = try await command.run() } catch {
      throw AzureFailure(
        message: error == .notFound("az")
          ? "no credentials are given, and the Azure CLI, which could have some, is not installed"
          : "the Azure CLI could not be asked for a token")
    }
    guard outcome.status == 0, let json = try? JSON.read(outcome.output), let token = json["accessToken"]?.string else {
      let words = firstLine(String(decoding: outcome.errors, as: UTF8.self))
      throw AzureFailure(message: "the Azure CLI gave no token: \(words). Sign in with \"az login\"")
    }
    return (token, json["expires_on"]?.int.map { UTCTime(seconds: $0) } ?? UTCTime.now + Self.lifetime)
  }
}

/// Without what stands after a question mark in an address, which may be a signature.
func withoutQuery(_ text: String) -> String { text.replacing(/\?[^\s"]*/, with: "") }

/// Identifiers of requests and times follow in the next lines.
func firstLine(_ text: String) -> String { String(text.split(whereSeparator: \.isNewline).first ?? "") }

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
