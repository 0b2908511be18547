import Connecting
import Model
import Planning

/// Why a provider's configuration cannot be used by others than the provider.
struct UnusableProvider: Error, Hashable {
  var reason: String
}

extension AWSSettings {
  /// As a configuration of the AWS provider says how AWS is reached.
  init(providerConfiguration value: Value) throws(UnusableProvider) {
    self.init()
    func text(_ name: String, of value: Value) -> String? {
      value[name]?.deeplyUnmarked.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
    func texts(_ name: String, of value: Value) -> [String] {
      (value[name]?.deeplyUnmarked.elements ?? []).compactMap(\.stringValue)
    }
    func bool(_ name: String) -> Bool? { value[name]?.deeplyUnmarked == .true ? true : nil }
    let deciding = [
      "region", "access_key", "secret_key", "token", "profile", "shared_config_files", "shared_credentials_files",
      "assume_role", "assume_role_with_web_identity", "endpoints", "max_retries", "use_fips_endpoint",
      "use_dualstack_endpoint", "sts_region", "custom_ca_bundle", "insecure", "skip_metadata_api_check",
      "http_proxy", "https_proxy", "no_proxy",
    ]
    for name in deciding where value[name]?.isWhollyKnown == false {
      throw UnusableProvider(reason: "its \(name) is known only after apply")
    }
    region = text("region", of: value)
    accessKey = text("access_key", of: value)
    secretKey = text("secret_key", of: value)
    sessionToken = text("token", of: value)
    profile = text("profile", of: value)
    configFiles = texts("shared_config_files", of: value)
    credentialsFiles = texts("shared_credentials_files", of: value)
    for role in value["assume_role"]?.deeplyUnmarked.elements ?? [] {
      guard let arn = text("role_arn", of: role) else { continue }
      var assumed = AWSRole(arn: arn)
      assumed.sessionName = text("session_name", of: role)
      assumed.externalID = text("external_id", of: role)
      assumed.policy = text("policy", of: role)
      assumed.policyARNs = texts("policy_arns", of: role)
      for (name, tag) in zip(role["tags"]?.keyedValues?.keys ?? [], role["tags"]?.keyedValues?.values ?? []) {
        assumed.tags[name] = tag.stringValue
      }
      assumed.transitiveTagKeys = texts("transitive_tag_keys", of: role)
      assumed.sourceIdentity = text("source_identity", of: role)
      roles.append(assumed)
    }
    for role in value["assume_role_with_web_identity"]?.deeplyUnmarked.elements ?? [] {
      guard let arn = text("role_arn", of: role) else { continue }
      guard
        let token = text("web_identity_token_file", of: role).map({ WebIdentityRole.Token.file($0) })
          ?? text("web_identity_token", of: role).map({ WebIdentityRole.Token.text($0) })
      else { throw UnusableProvider(reason: "its assume_role_with_web_identity names no token") }
      var assumed = WebIdentityRole(arn: arn, token: token, sessionName: text("session_name", of: role))
      assumed.policy = text("policy", of: role)
      assumed.policyARNs = texts("policy_arns", of: role)
      webIdentity = assumed
    }
    for set in value["endpoints"]?.deeplyUnmarked.elements ?? [] {
      for (service, place) in zip(set.keyedValues?.keys ?? [], set.keyedValues?.values ?? []) {
        if let place = place.stringValue, !place.isEmpty { endpoints[service] = place }
      }
    }
    usesFIPS = bool("use_fips_endpoint")
    usesDualStack = bool("use_dualstack_endpoint")
    maximumAttempts = value["max_retries"]?.deeplyUnmarked.numberValue?.int
    stsRegion = text("sts_region", of: value)
    caBundle = text("custom_ca_bundle", of: value)
    isInsecure = bool("insecure") ?? false
    skipsInstanceMetadata = text("skip_metadata_api_check", of: value) == "true" ? true : nil
    proxy = text("https_proxy", of: value) ?? text("http_proxy", of: value)
    noProxy = text("no_proxy", of: value)
  }
}

extension ProviderAddress {
  var isAWS: Bool { type == "aws" && namespace == "hashicorp" }
}
