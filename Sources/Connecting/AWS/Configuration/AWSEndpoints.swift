/// Where each service is: as settings, environment and profile say, and otherwise as AWS has it.
struct AWSEndpoints: Sendable {
  var settings: AWSSettings
  var environment: [String: String]
  var profiles: SharedProfiles
  var profile: SharedProfiles.Profile

  func endpoint(for service: AWSService, region: String) -> String {
    if let own = custom(service) { return own }
    return service.standardEndpoint(
      region: region, usesFIPS: flag(settings.usesFIPS, "use_fips_endpoint"),
      usesDualStack: flag(settings.usesDualStack, "use_dualstack_endpoint"))
  }

  /// The endpoint that somebody has set, or nil.
  func custom(_ service: AWSService) -> String? {
    if let own = settings.endpoints[service.key], !own.isEmpty { return own }
    if isTrue("ignore_configured_endpoint_urls", variable: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") { return nil }
    for variable in [service.variable, "AWS_ENDPOINT_URL"] {
      if let own = environment[variable], !own.isEmpty { return own }
    }
    return profiles.endpoint(for: service.key, in: profile)
  }

  private func flag(_ setting: Bool?, _ key: String) -> Bool {
    setting ?? isTrue(key, variable: "AWS_\(key.uppercased())")
  }

  private func isTrue(_ key: String, variable: String) -> Bool {
    (environment[variable] ?? profile[key])?.lowercased() == "true"
  }
}
