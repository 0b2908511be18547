import Connecting
import Model

/// Reads what a backend block and the environment say about Azure.
struct AzureOpening: Sendable {
  let arguments: BackendArguments
  var http = HTTPClient()

  /// The blobs of an emulator or a private endpoint: `http://127.0.0.1:10000/devstoreaccount1`.
  static let endpointVariable = "PLUMB_AZURE_BLOB_ENDPOINT"

  func open() async throws(DiagnosticsError) -> AzureBackend {
    let given = try arguments.required(all: ["storage_account_name", "container_name", "key"])
    let (account, container, key) = (given[0], given[1], given[2])
    let cloud = try await cloud()
    let endpoint = try await endpoint(account, cloud)
    let access = try await access(account, cloud)
    return AzureBackend(
      container: AzureContainer(endpoint: endpoint, name: container, access: access, http: http), key: key,
      takesSnapshots: try arguments.bool("snapshot", environment: "ARM_SNAPSHOT") ?? false,
      makeIdentifier: arguments.makeIdentifier, makeLockInfo: arguments.makeLockInfo)
  }

  // MARK: - Where

  private func cloud() async throws(DiagnosticsError) -> AzureCloud {
    if let host = arguments.string("metadata_host", environment: "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST") {
      do { return try await AzureCloud.fetched(from: host, http: http) } catch {
        throw arguments.problem("metadata_host", "Unknown Azure cloud", "\(error.message).")
      }
    }
    let name = arguments.string("environment", environment: "ARM_ENVIRONMENT") ?? "public"
    guard let cloud = AzureCloud.builtIn[name.lowercased()] else {
      let names = AzureCloud.builtIn.keys.sorted()
      let guess = suggestion(for: name, among: names).map { " Did you mean \(quotedText($0))?" } ?? ""
      throw arguments.problem(
        "environment", "Unknown Azure cloud",
        "\(quotedText(name)) is none of Azure's clouds, which are \(names.joined(separator: ", ")).\(guess)")
    }
    return cloud
  }

  private func endpoint(_ account: String, _ cloud: AzureCloud) async throws(DiagnosticsError) -> String {
    if var given = arguments.environment[Self.endpointVariable], !given.isEmpty {
      while given.hasSuffix("/") { given.removeLast() }
      return given
    }
    guard try arguments.bool("lookup_blob_endpoint", environment: "ARM_USE_DNS_ZONE_ENDPOINT") ?? false else {
      return "https://\(account).blob.\(cloud.storageSuffix)"
    }
    let json = try await resourceManager(.get, account, "", cloud, for: "lookup_blob_endpoint")
    guard var found = json["properties"]?["primaryEndpoints"]?["blob"]?.string else {
      throw arguments.problem(
        "lookup_blob_endpoint", "Unknown blob endpoint",
        "The storage account \(quotedText(account)) has no endpoint for blobs.")
    }
    while found.hasSuffix("/") { found.removeLast() }
    return found
  }

  // MARK: - Who

  private func access(
    _ account: String, _ cloud: AzureCloud
  ) async throws(DiagnosticsError) -> AzureContainer.Access {
    if let text = arguments.string("sas_token", environment: "ARM_SAS_TOKEN") {
      return .signature(text.hasPrefix("?") ? String(text.dropFirst()) : text)
    }
    var key = arguments.string("access_key", environment: "ARM_ACCESS_KEY")
    if key == nil, try arguments.bool("use_azuread_auth", environment: "ARM_USE_AZUREAD") ?? false {
      return .token(AzureTokens(try identity(cloud), login: login(cloud), http: http))
    }
    if key == nil {
      let json = try await resourceManager(.post, account, "/listKeys", cloud, for: "access_key")
      key = json["keys"]?.array?.lazy.compactMap { $0["value"]?.string }.first
    }
    guard let shared = key.flatMap({ SharedKey(account: account, key: $0) }) else {
      throw arguments.problem(
        "access_key", "Invalid access key", "The key of the storage account must be Base64, as Azure shows it.")
    }
    return .key(shared)
  }

  private func login(_ cloud: AzureCloud) -> String {
    var place = arguments.environment["AZURE_AUTHORITY_HOST"].flatMap { $0.isEmpty ? nil : $0 } ?? cloud.login
    while place.hasSuffix("/") { place.removeLast() }
    return place
  }

  /// Asks about the storage account where accounts are administered.
  private func resourceManager(
    _ method: HTTPRequest.Method, _ account: String, _ action: String, _ cloud: AzureCloud, for argument: String
  ) async throws(DiagnosticsError) -> JSON {
    guard let group = arguments.string("resource_group_name"),
      let subscription = arguments.string("subscription_id", environment: "ARM_SUBSCRIPTION_ID")
    else {
      throw arguments.problem(
        argument, "Incomplete Azure configuration",
        argument == "access_key"
          ? "There is neither access_key nor sas_token, nor is use_azuread_auth set. To look the key of the account up, "
            + "resource_group_name and subscription_id must be known."
          : "To look the endpoint of the account up, resource_group_name and subscription_id must be known.")
    }
    let tokens = AzureTokens(try identity(cloud), login: login(cloud), http: http)
    let path = [
      "subscriptions", subscription, "resourceGroups", group, "providers", "Microsoft.Storage", "storageAccounts",
      account,
    ]
    .map { PercentEncoding.encode($0) }.joined(separator: "/")
    do throws(AzureFailure) {
      var request = HTTPRequest(method, "\(cloud.resourceManager)/\(path)\(action)?api-version=2023-01-01")
      request.headers = [HTTPHeader("Authorization", "Bearer \(try await tokens.current(for: cloud.audience))")]
      if method == .post { request.body = [] }
      let response: HTTPResponse
      do { response = try await http.send(request, retry: .standard) } catch { throw .init(message: error.description) }
      guard response.isSuccess, let json = try? JSON.read(response.body) else {
        let words = (try? JSON.read(response.body))?["error"]?["message"]?.string
        throw .init(message: "status \(response.status)" + (words.map { ", \(firstLine($0))" } ?? ""))
      }
      return json
    } catch {
      throw arguments.problem(
        argument, "Azure did not tell about the storage account",
        "The storage account \(quotedText(account)) in the resource group \(quotedText(group)) cannot be looked up: "
          + "\(error.message).")
    }
  }

  private func identity(_ cloud: AzureCloud) throws(DiagnosticsError) -> AzureIdentity {
    let usesWorkload =
      try arguments.bool("use_aks_workload_identity", environment: "ARM_USE_AKS_WORKLOAD_IDENTITY") ?? false
    let client =
      try text("client_id", "ARM_CLIENT_ID", file: "client_id_file_path", "ARM_CLIENT_ID_FILE_PATH")
      ?? (usesWorkload ? arguments.environment["AZURE_CLIENT_ID"] : nil)
    let tenant =
      arguments.string("tenant_id", environment: "ARM_TENANT_ID")
      ?? (usesWorkload ? arguments.environment["AZURE_TENANT_ID"] : nil)
    if let bundle = try certificate() {
      let (tenant, client) = try both(tenant, client, for: "client_certificate")
      return .clientCertificate(tenant: tenant, client: client, bundle)
    }
    if let secret = try text(
      "client_secret", "ARM_CLIENT_SECRET", file: "client_secret_file_path", "ARM_CLIENT_SECRET_FILE_PATH")
    {
      let (tenant, client) = try both(tenant, client, for: "client_secret")
      return .clientSecret(tenant: tenant, client: client, secret: secret)
    }
    if let assertion = try assertion(usesWorkload: usesWorkload) {
      let (tenant, client) = try both(tenant, client, for: usesWorkload ? "use_aks_workload_identity" : "use_oidc")
      return .clientAssertion(tenant: tenant, client: client, assertion)
    }
    if try arguments.bool("use_msi", environment: "ARM_USE_MSI") ?? false {
      let endpoint = arguments.string("msi_endpoint", environment: "ARM_MSI_ENDPOINT")
      return .managed(client: client, endpoint: endpoint ?? "http://169.254.169.254/metadata/identity/oauth2/token")
    }
    guard try arguments.bool("use_cli", environment: "ARM_USE_CLI") ?? true else {
      throw arguments.problem(
        "use_cli", "No credentials for Azure",
        "Set client_secret, use_oidc or use_msi, or let Plumb ask the Azure CLI with use_cli = true.")
    }
    return .commandLine(tenant: tenant, environment: arguments.environment)
  }

  private func certificate() throws(DiagnosticsError) -> CertificateBundle? {
    let name: String
    let bytes: [UInt8]?
    if let text = arguments.string("client_certificate", environment: "ARM_CLIENT_CERTIFICATE") {
      (name, bytes) = ("client_certificate", Base64.decode(text))
    } else if let path = arguments.string("client_certificate_path", environment: "ARM_CLIENT_CERTIFICATE_PATH") {
      (name, bytes) = ("client_certificate_path", AWSSurroundings.file(path))
    } else {
      return nil
    }
    let password = arguments.string("client_certificate_password", environment: "ARM_CLIENT_CERTIFICATE_PASSWORD")
    guard let bundle = bytes.flatMap({ CertificateBundle(pkcs12: $0, password: password ?? "") }) else {
      throw arguments.problem(
        name, "Invalid client certificate",
        "The certificate must be a file in PKCS #12's format (.pfx) with its private key, in Base64 where it is given "
          + "itself, and client_certificate_password the password that opens it.")
    }
    return bundle
  }

  private func assertion(usesWorkload: Bool) throws(DiagnosticsError) -> AzureIdentity.Assertion? {
    if usesWorkload, let path = arguments.environment["AZURE_FEDERATED_TOKEN_FILE"] { return .file(path) }
    guard try arguments.bool("use_oidc", environment: "ARM_USE_OIDC") ?? false else { return nil }
    if let token = arguments.string("oidc_token", environment: "ARM_OIDC_TOKEN") { return .token(token) }
    if let path = arguments.string("oidc_token_file_path", environment: "ARM_OIDC_TOKEN_FILE_PATH") {
      return .file(path)
    }
    let url = arguments.string(
      "oidc_request_url", environment: "ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI")
    let token = arguments.string(
      "oidc_request_token", environment: "ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      "SYSTEM_ACCESSTOKEN")
    guard let url, let token else {
      throw arguments.problem(
        "use_oidc", "Incomplete Azure configuration",
        "With use_oidc, set oidc_token or oidc_token_file_path, or oidc_request_url together with oidc_request_token.")
    }
    if let connection = arguments.string(
      "ado_pipeline_service_connection_id", environment: "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
      "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID")
    {
      return .pipeline(url: url, token: token, connection: connection)
    }
    return .workflow(url: url, token: token)
  }

  private func both(
    _ tenant: String?, _ client: String?, for argument: String
  ) throws(DiagnosticsError) -> (String, String) {
    guard let tenant, let client else {
      throw arguments.problem(
        argument, "Incomplete Azure configuration",
        "To sign in, \(tenant == nil ? "tenant_id" : "client_id") must be known as well.")
    }
    return (tenant, client)
  }

  /// An argument, or what is in the file that another names.
  private func text(
    _ name: String, _ variable: String, file: String, _ fileVariable: String
  ) throws(DiagnosticsError) -> String? {
    if let given = arguments.string(name, environment: variable) { return given }
    guard let path = arguments.string(file, environment: fileVariable) else { return nil }
    guard let bytes = AWSSurroundings.file(path) else {
      throw arguments.problem(file, "Invalid \(file)", "The file \(quotedText(path)) cannot be read.")
    }
    return firstLine(String(decoding: bytes, as: UTF8.self))
  }
}
