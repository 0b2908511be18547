import Connecting
import Model

/// One state behind an address that answers to HTTP: read by GET, written by POST, locked by LOCK and UNLOCK, or by whatever
/// methods the server wants.
package struct HTTPBackend: Backend {
  let settings: HTTPStateSettings

  package func workspaces() async throws(StorageError) -> [String]? { nil }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    guard workspace == defaultWorkspace else { throw .workspacesUnsupported }
    return HTTPStateStore(settings)
  }

  package func create(workspace: String) async throws(StorageError) {
    throw .workspacesUnsupported
  }

  package func delete(workspace: String) async throws(StorageError) {
    throw .workspacesUnsupported
  }
}

/// Where and how an HTTP state is reached.
struct HTTPStateSettings: Sendable {
  var address: String
  var updateMethod = "POST"
  /// Nil where the server does not lock.
  var lockAddress: String?
  var lockMethod = "LOCK"
  var unlockAddress: String?
  var unlockMethod = "UNLOCK"
  var username: String?
  var password: String?
  var trust = HTTPTrust()
  var retry: RetryPolicy
}

extension BackendType {
  static let http = BackendType(
    name: "http",
    schema: SchemaBlock(attributes: [
      backendArgument("address"), backendArgument("client_ca_certificate_pem"),
      backendArgument("client_certificate_pem"), backendArgument("client_private_key_pem", isSensitive: true),
      backendArgument("lock_address"), backendArgument("lock_method"),
      backendArgument("password", isSensitive: true), backendArgument("retry_max", .number),
      backendArgument("retry_wait_max", .number), backendArgument("retry_wait_min", .number),
      backendArgument("skip_cert_verification", .bool), backendArgument("unlock_address"),
      backendArgument("unlock_method"), backendArgument("update_method"), backendArgument("username"),
    ])
  ) { (arguments) throws(DiagnosticsError) in
    HTTPBackend(settings: try HTTPStateSettings(arguments))
  }
}

extension HTTPStateSettings {
  init(_ arguments: BackendArguments) throws(DiagnosticsError) {
    func address(_ name: String, _ variable: String) throws(DiagnosticsError) -> String? {
      guard let text = arguments.string(name, environment: variable) else { return nil }
      let lower = text.lowercased()
      guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
        throw arguments.problem(
          name, "\(name) must be HTTP or HTTPS",
          "The argument \(quotedText(name)) of the backend must be an address that begins with http:// or https://.")
      }
      return text
    }
    guard let found = try address("address", "TF_HTTP_ADDRESS") else {
      throw arguments.problem(
        "address", "address argument is required",
        "Say where the state is kept: by \"address\" in the backend block, by -backend-config=address=..., or by the "
          + "environment variable TF_HTTP_ADDRESS.")
    }
    let attempts = (try arguments.int("retry_max", environment: "TF_HTTP_RETRY_MAX") ?? 2) + 1
    let minimum = try arguments.int("retry_wait_min", environment: "TF_HTTP_RETRY_WAIT_MIN") ?? 1
    let maximum = try arguments.int("retry_wait_max", environment: "TF_HTTP_RETRY_WAIT_MAX") ?? 30
    self.init(
      address: found,
      retry: RetryPolicy(
        attempts: max(attempts, 1), firstDelay: .seconds(max(minimum, 0)), maximumDelay: .seconds(max(maximum, 0)),
        statuses: Set(500...599).subtracting([501]).union([429])))
    lockAddress = try address("lock_address", "TF_HTTP_LOCK_ADDRESS")
    unlockAddress = try address("unlock_address", "TF_HTTP_UNLOCK_ADDRESS")
    updateMethod = arguments.string("update_method", environment: "TF_HTTP_UPDATE_METHOD") ?? updateMethod
    lockMethod = arguments.string("lock_method", environment: "TF_HTTP_LOCK_METHOD") ?? lockMethod
    unlockMethod = arguments.string("unlock_method", environment: "TF_HTTP_UNLOCK_METHOD") ?? unlockMethod
    username = arguments.string("username", environment: "TF_HTTP_USERNAME")
    password = arguments.string("password", environment: "TF_HTTP_PASSWORD")
    trust.isInsecure = try arguments.bool("skip_cert_verification") ?? false
    trust.authorities = arguments.string(
      "client_ca_certificate_pem", environment: "TF_HTTP_CLIENT_CA_CERTIFICATE_PEM"
    ).map { Array($0.utf8) }
    let certificate = arguments.string("client_certificate_pem", environment: "TF_HTTP_CLIENT_CERTIFICATE_PEM")
    let key = arguments.string("client_private_key_pem", environment: "TF_HTTP_CLIENT_PRIVATE_KEY_PEM")
    guard (certificate == nil) == (key == nil) else {
      let missing = certificate == nil ? "client_certificate_pem" : "client_private_key_pem"
      throw arguments.problem(
        missing, "Incomplete client certificate",
        "A client certificate needs both client_certificate_pem and client_private_key_pem; \(missing) is not set.")
    }
    trust.clientCertificate = certificate.map { Array($0.utf8) }
    trust.clientKey = key.map { Array($0.utf8) }
  }
}
