/// What a backend, a key provider or a module source says about reaching AWS. All that is nil is found by the chain.
package struct AWSSettings: Sendable, Hashable {
  package var accessKey: String?
  package var secretKey: String?
  package var sessionToken: String?
  package var profile: String?
  package var region: String?
  /// Empty for the usual places.
  package var configFiles: [String] = []
  package var credentialsFiles: [String] = []
  /// Assumed one after the other, the first with the credentials of the chain.
  package var roles: [AWSRole] = []
  package var webIdentity: WebIdentityRole?
  /// By the service's key (`s3`, `sts`, …), above all variables and files.
  package var endpoints: [String: String] = [:]
  package var usesFIPS: Bool?
  package var usesDualStack: Bool?
  package var maximumAttempts: Int?
  /// True never asks an instance for credentials or region.
  package var skipsInstanceMetadata: Bool?
  package var metadataEndpoint: String?
  package var metadataMode: String?
  package var stsRegion: String?
  package var caBundle: String?
  package var isInsecure = false
  package var proxy: String?
  package var noProxy: String?

  package init() {}
}

/// A role to be assumed with other credentials.
package struct AWSRole: Sendable, Hashable {
  package var arn: String
  package var sessionName: String?
  package var externalID: String?
  package var durationSeconds: Int?
  package var policy: String?
  package var policyARNs: [String] = []
  package var tags: [String: String] = [:]
  package var transitiveTagKeys: [String] = []
  package var sourceIdentity: String?

  package init(arn: String) { self.arn = arn }
}

/// A role to be assumed with a token that somebody else has signed.
package struct WebIdentityRole: Sendable, Hashable {
  package enum Token: Sendable, Hashable {
    case file(String)
    case text(String)
  }

  package var arn: String
  package var token: Token
  package var sessionName: String?
  package var durationSeconds: Int?
  package var policy: String?
  package var policyARNs: [String] = []

  package init(arn: String, token: Token, sessionName: String? = nil) {
    self.arn = arn
    self.token = token
    self.sessionName = sessionName
  }
}

extension AWSSettings: CustomStringConvertible, CustomReflectable {
  package var description: String { "AWSSettings(profile: \(profile ?? "none"), region: \(region ?? "none"))" }
  package var customMirror: Mirror { Mirror(self, children: ["profile": profile as Any, "region": region as Any]) }
}

extension WebIdentityRole.Token: CustomStringConvertible {
  package var description: String {
    if case .file(let path) = self { return "file \(path)" }
    return "(sensitive value)"
  }
}
