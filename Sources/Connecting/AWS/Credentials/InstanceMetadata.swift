import Model

/// The metadata service of a virtual machine in EC2.
struct InstanceMetadata: Sendable {
  private let endpoint: String
  private let allowsVersionOne: Bool
  private let surroundings: AWSSurroundings
  private let isDisabled: Bool

  private static let root = "/latest/meta-data"
  /// Elsewhere than on an instance nobody answers, and that must not take long.
  private static let timeout: Duration = .seconds(1)

  init(settings: AWSSettings, profile: SharedProfiles.Profile, surroundings: AWSSurroundings) {
    let named =
      settings.metadataEndpoint ?? surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
      ?? profile["ec2_metadata_service_endpoint"]
    let mode =
      settings.metadataMode ?? surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")
      ?? profile["ec2_metadata_service_endpoint_mode"]
    var endpoint =
      named ?? (mode?.lowercased() == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254")
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    self.endpoint = endpoint
    let versionOne = surroundings.variable("AWS_EC2_METADATA_V1_DISABLED") ?? profile["ec2_metadata_v1_disabled"]
    allowsVersionOne = versionOne?.lowercased() != "true"
    isDisabled =
      settings.skipsInstanceMetadata ?? (surroundings.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true")
    self.surroundings = surroundings
  }

  func credentials() async throws(AWSError) -> AWSCredentials {
    func missing(_ reason: String) -> AWSError { .noCredentials(reason: "no EC2 IMDS role found: \(reason)") }
    do throws(AWSError) {
      let token = try await token()
      let list = "\(Self.root)/iam/security-credentials/"
      let names = try await get(list, token)
      guard let role = names.split(whereSeparator: \.isNewline).first else { throw missing("the instance has no role") }
      let answer = try await get(list + role, token)
      guard let json = try? JSON.read(answer), json["Code"]?.string ?? "Success" == "Success",
        let found = AWSCredentials(json: json, tokenKey: "Token")
      else { throw missing("the instance's role gives no credentials") }
      return found
    } catch {
      guard case .transport(let reason) = error else { throw error }
      throw missing(reason.description)
    }
  }

  /// Nil where there is no instance.
  func region() async -> String? {
    guard !isDisabled, let token = try? await token() else { return nil }
    return try? await get("\(Self.root)/placement/region", token)
  }

  /// Nil for the service's first version, which knows none.
  private func token() async throws(AWSError) -> String? {
    var request = HTTPRequest(.put, endpoint + "/latest/api/token")
    request.headers = [HTTPHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600")]
    let response = try await send(request)
    if response.isSuccess { return String(decoding: response.body, as: UTF8.self) }
    guard allowsVersionOne, [403, 404, 405].contains(response.status) else {
      throw .noCredentials(reason: "no EC2 IMDS role found: no token, status \(response.status)")
    }
    return nil
  }

  private func get(_ path: String, _ token: String?) async throws(AWSError) -> String {
    var request = HTTPRequest(.get, endpoint + path)
    if let token { request.headers = [HTTPHeader("x-aws-ec2-metadata-token", token)] }
    let response = try await send(request)
    guard response.isSuccess else {
      throw .noCredentials(reason: "no EC2 IMDS role found: status \(response.status)")
    }
    return String(decoding: response.body, as: UTF8.self)
  }

  private func send(_ request: HTTPRequest) async throws(AWSError) -> HTTPResponse {
    var request = request
    request.connectTimeout = Self.timeout
    request.timeout = Self.timeout * 5
    request.maximumRedirects = 0
    do { return try await surroundings.http.send(request) } catch { throw .transport(error) }
  }
}
