import Connecting
import Model

/// One of Azure's clouds: where its services are.
struct AzureCloud: Sendable, Hashable {
  /// `https://login.microsoftonline.com`, as the others without a slash at its end.
  var login: String
  var resourceManager: String
  /// Of the tokens for the resource manager.
  var audience: String
  /// Of the hosts of storage accounts: `core.windows.net`.
  var storageSuffix: String

  static let builtIn: [String: AzureCloud] = [
    "public": AzureCloud(
      login: "https://login.microsoftonline.com", resourceManager: "https://management.azure.com",
      audience: "https://management.azure.com", storageSuffix: "core.windows.net"),
    "usgovernment": AzureCloud(
      login: "https://login.microsoftonline.us", resourceManager: "https://management.usgovcloudapi.net",
      audience: "https://management.usgovcloudapi.net", storageSuffix: "core.usgovcloudapi.net"),
    "china": AzureCloud(
      login: "https://login.chinacloudapi.cn", resourceManager: "https://management.chinacloudapi.cn",
      audience: "https://management.chinacloudapi.cn", storageSuffix: "core.chinacloudapi.cn"),
  ]

  static let storageAudience = "https://storage.azure.com"

  init(login: String, resourceManager: String, audience: String, storageSuffix: String) {
    self.login = Self.withoutSlash(login)
    self.resourceManager = Self.withoutSlash(resourceManager)
    self.audience = Self.withoutSlash(audience)
    self.storageSuffix = storageSuffix
  }

  /// As the metadata service of a cloud tells of it; nil when it does not.
  init?(json: JSON) {
    // Older services answer with all clouds that they know.
    let json = json.array?.first ?? json
    guard let login = json["authentication"]?["loginEndpoint"]?.string,
      let resourceManager = json["resourceManager"]?.string, let suffix = json["suffixes"]?["storage"]?.string
    else { return nil }
    self.init(
      login: login, resourceManager: resourceManager,
      audience: json["authentication"]?["audiences"]?.array?.first?.string ?? resourceManager, storageSuffix: suffix)
  }

  /// `host` may have a scheme, which is `https` otherwise.
  static func fetched(from host: String, http: HTTPClient) async throws(AzureFailure) -> AzureCloud {
    let place = host.contains("://") ? withoutSlash(host) : "https://\(host)"
    let response: HTTPResponse
    do {
      response = try await http.send(
        HTTPRequest(.get, "\(place)/metadata/endpoints?api-version=2022-09-01"), retry: .standard)
    } catch { throw AzureFailure(message: error.description) }
    guard response.isSuccess, let json = try? JSON.read(response.body), let cloud = AzureCloud(json: json) else {
      throw AzureFailure(message: "\(place) does not describe a cloud (status \(response.status))")
    }
    return cloud
  }

  private static func withoutSlash(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
}

/// What Azure has refused, without anything secret in it.
struct AzureFailure: Error, Sendable {
  var status = 0
  /// As its services name it, such as `LeaseIdMissing`; empty where they do not.
  var code = ""
  var message: String
}
