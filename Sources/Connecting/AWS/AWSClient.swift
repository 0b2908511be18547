package import Model

/// AWS as one caller meets it: with credentials, a region, and each service's endpoint.
package struct AWSClient: Sendable {
  package let region: String
  private let transport: AWSTransport
  private let credentials: CredentialCache

  /// Decides where credentials come from; asks for them with the first call. `fallbackRegion` is used where nobody names
  /// one.
  package static func open(
    _ settings: AWSSettings, in surroundings: AWSSurroundings, fallbackRegion: String? = nil
  ) async throws(AWSError) -> AWSClient {
    let profiles = try surroundings.profiles(settings)
    let chain = CredentialChain(settings: settings, environment: surroundings.environment, profiles: profiles)
    let source = try chain.source()
    let profile = try chain.profile
    let metadata = InstanceMetadata(settings: settings, profile: profile, surroundings: surroundings)
    var region = settings.region ?? surroundings.variable("AWS_REGION") ?? surroundings.variable("AWS_DEFAULT_REGION")
    if region == nil { region = profile["region"] }
    if region == nil, case .instance = source { region = await metadata.region() }
    guard let region = region ?? fallbackRegion else {
      throw .configuration(
        "no region is set: name one in the configuration, in AWS_REGION or in the profile \(chain.profileName)")
    }
    guard !region.isEmpty, region.utf8.allSatisfy({ $0.isRegionByte }) else {
      throw .configuration("\"\(region)\" is no region's name")
    }
    let endpoints = AWSEndpoints(
      settings: settings, environment: surroundings.environment, profiles: profiles, profile: profile)
    let attempts =
      settings.maximumAttempts ?? surroundings.variable("AWS_MAX_ATTEMPTS").flatMap { Int($0) }
      ?? profile["max_attempts"].flatMap { Int($0) } ?? AWSRetry.usualAttempts
    var trust = HTTPTrust()
    trust.isInsecure = settings.isInsecure
    trust.authoritiesFile = (settings.caBundle ?? surroundings.variable("AWS_CA_BUNDLE") ?? profile["ca_bundle"])
      .map(surroundings.expanded)
    let proxy = settings.proxy.map { HTTPProxy(url: $0, exceptions: settings.noProxy ?? "") }
    let transport = AWSTransport(
      region: region, endpoints: endpoints, surroundings: surroundings, attempts: attempts, trust: trust, proxy: proxy)
    let fetcher = CredentialFetcher(
      transport: transport, metadata: metadata, stsRegion: settings.stsRegion, surroundings: surroundings)
    return AWSClient(
      region: region, transport: transport, credentials: CredentialCache(source: source, fetcher: fetcher))
  }

  /// The answer of a success; everything else is thrown. `region` is another than the client's where that is given.
  package func send(_ call: AWSCall, region: String? = nil) async throws(AWSError) -> HTTPResponse {
    try await transport.send(call, region: region) { () async throws(AWSError) in try await credentials.current() }
  }

  package func json(_ call: AWSCall) async throws(AWSError) -> JSON {
    let response = try await send(call)
    guard let json = try? JSON.read(response.body.isEmpty ? Array("{}".utf8) : response.body) else {
      throw .malformed(service: call.service.name, operation: call.operation)
    }
    return json
  }

  package func xml(_ call: AWSCall) async throws(AWSError) -> XMLElement {
    guard let element = XMLElement.read(try await send(call).body) else {
      throw .malformed(service: call.service.name, operation: call.operation)
    }
    return element
  }

  /// Asks for the credentials now, so that a mistake in them shows before anything else.
  package func checkCredentials() async throws(AWSError) { _ = try await credentials.current() }

  package func endpoint(for service: AWSService) -> String {
    transport.endpoints.endpoint(for: service, region: region)
  }

  package func hasOwnEndpoint(for service: AWSService) -> Bool { transport.endpoints.custom(service) != nil }
}

extension AWSSurroundings {
  func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}

extension UInt8 {
  /// A region becomes part of a host's name.
  fileprivate var isRegionByte: Bool {
    self == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
