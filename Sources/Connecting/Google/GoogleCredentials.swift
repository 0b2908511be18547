import Model

/// Where a token for Google's services comes from.
package indirect enum GoogleCredentials: Sendable {
  case token(String)
  /// A service account's key file.
  case serviceAccount(email: String, keyID: String, key: String, tokenURL: String)
  /// What `gcloud auth application-default login` leaves.
  case user(clientID: String, clientSecret: String, refreshToken: String, tokenURL: String)
  /// The machine's own account.
  case metadata(host: String)
  case impersonated(account: String, delegates: [String], by: GoogleCredentials)

  package struct Failure: Error, Sendable {
    package var message: String
  }

  private static let usualTokenURL = "https://oauth2.googleapis.com/token"

  /// Nil when the text is no key file of a kind that is known.
  package init?(json text: [UInt8]) {
    guard let json = try? JSON.read(text) else { return nil }
    func string(_ name: String) -> String? { json[name]?.string }
    let tokenURL = string("token_uri") ?? Self.usualTokenURL
    switch string("type") {
    case "service_account":
      guard let email = string("client_email"), let key = string("private_key") else { return nil }
      self = .serviceAccount(email: email, keyID: string("private_key_id") ?? "", key: key, tokenURL: tokenURL)
    case "authorized_user":
      guard let id = string("client_id"), let secret = string("client_secret"), let refresh = string("refresh_token")
      else { return nil }
      self = .user(clientID: id, clientSecret: secret, refreshToken: refresh, tokenURL: tokenURL)
    default: return nil
    }
  }

  /// Application default credentials: the file of the environment, that of gcloud, the machine.
  package static func standard(_ environment: [String: String]) throws(Failure) -> GoogleCredentials {
    if let path = environment["GOOGLE_APPLICATION_CREDENTIALS"], !path.isEmpty {
      guard let bytes = AWSSurroundings.file(path), let found = GoogleCredentials(json: bytes) else {
        throw Failure(message: "the file \(path) of GOOGLE_APPLICATION_CREDENTIALS holds no usable credentials")
      }
      return found
    }
    let folder = environment["CLOUDSDK_CONFIG"] ?? environment["HOME"].map { "\($0)/.config/gcloud" } ?? ""
    if let bytes = AWSSurroundings.file("\(folder)/application_default_credentials.json"),
      let found = GoogleCredentials(json: bytes)
    {
      return found
    }
    return .metadata(host: environment["GCE_METADATA_HOST"] ?? "metadata.google.internal")
  }
}

extension GoogleCredentials: CustomStringConvertible, CustomReflectable {
  package var description: String { "(sensitive value)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The present token, fetched once and again before it ends.
package actor GoogleTokens {
  private let credentials: GoogleCredentials
  private let http: HTTPClient
  private var present: (token: String, end: UTCTime)?

  private static let scope = "https://www.googleapis.com/auth/devstorage.read_write"
  private static let cloudScope = "https://www.googleapis.com/auth/cloud-platform"
  private static let margin = 60
  private static let lifetime = 3600

  package init(_ credentials: GoogleCredentials, http: HTTPClient = HTTPClient()) {
    self.credentials = credentials
    self.http = http
  }

  package func current() async throws(GoogleCredentials.Failure) -> String {
    if let present, UTCTime.now + Self.margin < present.end { return present.token }
    let fetched = try await fetch(credentials, scope: Self.scope)
    present = fetched
    return fetched.token
  }

  private func fetch(
    _ credentials: GoogleCredentials, scope: String
  ) async throws(GoogleCredentials.Failure) -> (token: String, end: UTCTime) {
    switch credentials {
    case .token(let token): return (token, UTCTime(seconds: .max / 2))
    case .serviceAccount(let email, let keyID, let key, let url):
      let now = UTCTime.now
      let header = JSON.record([("alg", .string("RS256")), ("typ", .string("JWT")), ("kid", .string(keyID))])
      let claims = JSON.record([
        ("iss", .string(email)), ("scope", .string(scope)), ("aud", .string(url)),
        ("iat", .integer(now.seconds)), ("exp", .integer(now.seconds + Self.lifetime)),
      ])
      guard let token = WebToken.rs256(header: header.written(), claims: claims.written(), pem: key) else {
        throw .init(message: "the private key of the service account \(email) cannot be used")
      }
      return try await exchange(
        url, [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", token)])
    case .user(let id, let secret, let refresh, let url):
      return try await exchange(
        url,
        [
          ("grant_type", "refresh_token"), ("client_id", id), ("client_secret", secret), ("refresh_token", refresh),
        ])
    case .metadata(let host):
      var request = HTTPRequest(
        .get, "http://\(host)/computeMetadata/v1/instance/service-accounts/default/token?scopes=\(scope)")
      request.headers = [HTTPHeader("Metadata-Flavor", "Google")]
      request.connectTimeout = .seconds(2)
      request.timeout = .seconds(10)
      return try await token(request, "the machine's metadata server")
    case .impersonated(let account, let delegates, let base):
      return try await impersonate(account, delegates, with: try await fetch(base, scope: Self.cloudScope).token)
    }
  }

  private func impersonate(
    _ account: String, _ delegates: [String], with token: String
  ) async throws(GoogleCredentials.Failure) -> (token: String, end: UTCTime) {
    let name = PercentEncoding.encode(account)
    var request = HTTPRequest(
      .post, "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\(name):generateAccessToken")
    request.headers = [HTTPHeader("Authorization", "Bearer \(token)"), HTTPHeader("Content-Type", "application/json")]
    request.body = JSON.record([
      ("delegates", .array(delegates.map { .string("projects/-/serviceAccounts/\($0)") })),
      ("scope", .array([.string(Self.scope)])), ("lifetime", .string("\(Self.lifetime)s")),
    ]).written()
    let response = try await send(request, "impersonating \(account)")
    guard let json = try? JSON.read(response.body), let token = json["accessToken"]?.string,
      let end = json["expireTime"]?.string.flatMap({ UTCTime(iso8601: $0) })
    else { throw .init(message: "impersonating \(account) gave no token") }
    return (token, end)
  }

  private func exchange(
    _ url: String, _ form: [(String, String)]
  ) async throws(GoogleCredentials.Failure) -> (token: String, end: UTCTime) {
    var request = HTTPRequest(.post, url)
    request.headers = [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")]
    request.body = Array(PercentEncoding.query(form).utf8)
    return try await token(request, "the token server")
  }

  private func token(
    _ request: HTTPRequest, _ place: String
  ) async throws(GoogleCredentials.Failure) -> (token: String, end: UTCTime) {
    let response = try await send(request, place)
    guard let json = try? JSON.read(response.body), let token = json["access_token"]?.string else {
      throw .init(message: "\(place) gave no token")
    }
    return (token, UTCTime.now + (json["expires_in"]?.int ?? Self.lifetime))
  }

  private func send(
    _ request: HTTPRequest, _ place: String
  ) async throws(GoogleCredentials.Failure) -> HTTPResponse {
    let response: HTTPResponse
    do { response = try await http.send(request, retry: .standard) } catch {
      throw .init(message: "\(place) did not answer: \(error.description)")
    }
    guard response.isSuccess else {
      let reason = (try? JSON.read(response.body)).flatMap {
        $0["error_description"]?.string ?? $0["error"]?.string ?? $0["error"]?["message"]?.string
      }
      throw .init(message: "\(place) refused with status \(response.status)" + (reason.map { ": \($0)" } ?? ""))
    }
    return response
  }
}
