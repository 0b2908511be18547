/// Where credentials come from, as decided from settings, environment and profiles, before anything is asked.
package indirect enum CredentialSource: Sendable, Hashable {
  case fixed(AWSCredentials)
  case process(command: String)
  case webIdentity(WebIdentityRole)
  case assumed(AWSRole, with: CredentialSource)
  case singleSignOn(SingleSignOn)
  case container(ContainerSource)
  case instance
  /// There is none, and why.
  case none(reason: String?)
}

/// A role that a person has signed in for with `aws sso login`.
package struct SingleSignOn: Sendable, Hashable {
  package var accountID: String
  package var roleName: String
  package var region: String
  /// The session's name or the start URL: names the token's file.
  package var cacheKey: String
}

/// The address on which a container's host gives credentials.
package struct ContainerSource: Sendable, Hashable {
  package var url: String
  package var token: String?
  package var tokenFile: String?
}

/// The chain of AWS's SDKs as a function: which source it is.
struct CredentialChain {
  let settings: AWSSettings
  let environment: [String: String]
  let profiles: SharedProfiles

  private func variable(_ names: String...) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  var profileName: String { settings.profile ?? variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE") ?? "default" }

  private var isProfileNamed: Bool { settings.profile != nil || variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE") != nil }

  var profile: SharedProfiles.Profile {
    get throws(AWSError) {
      if let profile = profiles[profileName] { return profile }
      if isProfileNamed { throw Self.missing(profileName, among: profiles.names) }
      return [:]
    }
  }

  private static func missing(_ name: String, among names: [String]) -> AWSError {
    .configuration(
      "failed to get shared config profile, \(name): no such profile in the shared files"
        + (names.isEmpty ? "" : ", which have \(names.joined(separator: ", "))"))
  }

  func source() throws(AWSError) -> CredentialSource {
    var source = try base()
    if let webIdentity = settings.webIdentity { source = .webIdentity(webIdentity) }
    for role in settings.roles { source = .assumed(role, with: source) }
    return source
  }

  private func base() throws(AWSError) -> CredentialSource {
    if let fixed = try pair(settings.accessKey, settings.secretKey, settings.sessionToken, "the settings") {
      return .fixed(fixed)
    }
    if settings.profile == nil {
      if let fixed = try environmentPair() { return .fixed(fixed) }
      if let file = variable("AWS_WEB_IDENTITY_TOKEN_FILE"), let role = variable("AWS_ROLE_ARN") {
        return .webIdentity(
          WebIdentityRole(arn: role, token: .file(file), sessionName: variable("AWS_ROLE_SESSION_NAME")))
      }
    }
    return try source(of: try profile, named: profileName, visited: [])
  }

  private func environmentPair() throws(AWSError) -> AWSCredentials? {
    try pair(
      variable("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"), variable("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"),
      variable("AWS_SESSION_TOKEN"), "the environment")
  }

  private func pair(
    _ accessKey: String?, _ secretKey: String?, _ token: String?, _ place: String
  ) throws(AWSError) -> AWSCredentials? {
    switch (accessKey, secretKey) {
    case (let accessKey?, let secretKey?):
      return AWSCredentials(accessKey: accessKey, secretKey: secretKey, sessionToken: token)
    case (nil, nil): return nil
    default:
      throw .configuration("\(place) must give both an access key and a secret key, or neither; only one is there")
    }
  }

  // MARK: - Profiles

  private func source(
    of profile: SharedProfiles.Profile, named name: String, visited: [String]
  ) throws(AWSError) -> CredentialSource {
    guard let arn = profile["role_arn"], profile["web_identity_token_file"] == nil else {
      return try ownSource(of: profile, named: name)
    }
    if let serial = profile["mfa_serial"] {
      throw .configuration(
        "profile \(name) assumes its role with the MFA device \(serial): a code cannot be asked for here. Use "
          + "credentials of a session that was opened with MFA")
    }
    var role = AWSRole(arn: arn)
    role.sessionName = profile["role_session_name"]
    role.externalID = profile["external_id"]
    role.durationSeconds = profile["duration_seconds"].flatMap { Int($0) }
    return .assumed(role, with: try sourceForRole(of: profile, named: name, visited: visited))
  }

  private func sourceForRole(
    of profile: SharedProfiles.Profile, named name: String, visited: [String]
  ) throws(AWSError) -> CredentialSource {
    if let sourceName = profile["source_profile"] {
      guard let source = profiles[sourceName] else { throw Self.missing(sourceName, among: profiles.names) }
      // A profile may be its own source, if it has keys.
      if sourceName == name { return try ownSource(of: source, named: sourceName) }
      guard !visited.contains(sourceName) else {
        throw .configuration(
          "the profiles \((visited + [name]).joined(separator: ", ")) are each other's source_profile in a circle")
      }
      return try self.source(of: source, named: sourceName, visited: visited + [name])
    }
    switch profile["credential_source"] {
    case "Environment":
      guard let fixed = try environmentPair() else {
        return .none(reason: "profile \(name) takes its credentials from the environment, where there are none")
      }
      return .fixed(fixed)
    case "EcsContainer":
      guard let container = try container() else {
        return .none(reason: "profile \(name) takes its credentials from a container, and this is none")
      }
      return .container(container)
    case "Ec2InstanceMetadata": return .instance
    case let other?:
      throw .configuration(
        "profile \(name) has the credential_source \(other), which is none of Environment, EcsContainer and "
          + "Ec2InstanceMetadata")
    case nil: return try ownSource(of: profile, named: name)
    }
  }

  private func ownSource(of profile: SharedProfiles.Profile, named name: String) throws(AWSError) -> CredentialSource {
    if let fixed = try pair(
      profile["aws_access_key_id"], profile["aws_secret_access_key"], profile["aws_session_token"], "profile \(name)")
    {
      return .fixed(fixed)
    }
    if let file = profile["web_identity_token_file"] {
      guard let arn = profile["role_arn"] else {
        throw .configuration("profile \(name) has a web_identity_token_file and no role_arn")
      }
      return .webIdentity(WebIdentityRole(arn: arn, token: .file(file), sessionName: profile["role_session_name"]))
    }
    if let signOn = try singleSignOn(of: profile, named: name) { return .singleSignOn(signOn) }
    if let command = profile["credential_process"] { return .process(command: command) }
    if let container = try container() { return .container(container) }
    if settings.skipsInstanceMetadata ?? (environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true") {
      return .none(reason: nil)
    }
    return .instance
  }

  private func singleSignOn(
    of profile: SharedProfiles.Profile, named name: String
  ) throws(AWSError) -> SingleSignOn? {
    guard profile["sso_session"] != nil || profile["sso_start_url"] != nil else { return nil }
    var place = profile
    if let sessionName = profile["sso_session"] {
      guard let session = profiles.session(sessionName) else {
        throw .configuration("profile \(name) names the sso-session \(sessionName), which is not there")
      }
      place.merge(session) { $1 }
    }
    guard let account = profile["sso_account_id"], let role = profile["sso_role_name"],
      let region = place["sso_region"], let start = place["sso_start_url"]
    else {
      throw .configuration(
        "profile \(name) needs all of sso_account_id, sso_role_name, sso_region and sso_start_url to sign on")
    }
    return SingleSignOn(
      accountID: account, roleName: role, region: region, cacheKey: profile["sso_session"] ?? start)
  }

  // MARK: - Containers

  private static let containerHost = "http://169.254.170.2"

  private func container() throws(AWSError) -> ContainerSource? {
    let token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    let tokenFile = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    if let path = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      return ContainerSource(url: Self.containerHost + path, token: token, tokenFile: tokenFile)
    }
    guard let url = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
    guard Self.mayGiveCredentials(url) else {
      throw .configuration(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to this machine or to the container's host")
    }
    return ContainerSource(url: url, token: token, tokenFile: tokenFile)
  }

  /// Unencrypted only where nobody can listen.
  private static func mayGiveCredentials(_ url: String) -> Bool {
    guard !url.hasPrefix("https://") else { return true }
    guard url.hasPrefix("http://") else { return false }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" }
    if authority.contains("@") { return false }
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let isLoopback = host == "localhost" || host == "[::1]" || Self.isAddress(host, beginningWith: "127.")
    return isLoopback || ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"].contains(String(host))
  }

  private static func isAddress(_ host: Substring, beginningWith prefix: String) -> Bool {
    host.hasPrefix(prefix) && host.split(separator: ".").count == 4 && host.allSatisfy { $0 == "." || $0.isNumber }
  }
}
