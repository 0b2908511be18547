import Connecting
import Model

/// States as keys of Consul: the default workspace's under the path itself, the others' under `path-env:NAME`.
package struct ConsulBackend: Backend {
  let client: ConsulClient
  let path: String
  let compresses: Bool
  let locks: Bool
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  private var prefix: String { "\(path)-env:" }

  package func workspaces() async throws(StorageError) -> [String]? {
    do {
      let names = try await client.keys(prefix).filter { $0.hasPrefix(prefix) }.map {
        String($0.dropFirst(prefix.count))
      }
      return ([defaultWorkspace] + Set(names.filter { !$0.isEmpty && !$0.contains("/") })).sorted()
    } catch { throw .failed(operation: "list", path: "\(prefix)* in Consul", reason: error.message) }
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore { store(workspace) }

  private func store(_ workspace: String) -> ConsulStateStore {
    ConsulStateStore(
      client: client, path: workspace == defaultWorkspace ? path : prefix + workspace, compresses: compresses,
      locks: locks)
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) {
    do {
      try await client.delete(prefix + workspace)
      try await client.delete("\(prefix)\(workspace)/", recursively: true)
    } catch { throw .failed(operation: "delete", path: "\(prefix)\(workspace) in Consul", reason: error.message) }
  }
}

extension ConsulBackend {
  static func open(_ arguments: BackendArguments) throws(DiagnosticsError) -> ConsulBackend {
    let usesTLS = arguments.environment["CONSUL_HTTP_SSL"].map { ["1", "true"].contains($0.lowercased()) } ?? false
    var address = arguments.string("address", environment: "CONSUL_HTTP_ADDR") ?? "127.0.0.1:8500"
    var scheme = arguments.string("scheme") ?? (usesTLS ? "https" : "http")
    for known in ["http", "https"] where address.hasPrefix("\(known)://") {
      scheme = arguments.string("scheme") ?? known
      address = String(address.dropFirst(known.count + 3))
    }
    guard ["http", "https"].contains(scheme) else {
      throw arguments.problem("scheme", "Invalid scheme", "The scheme must be \"http\" or \"https\".")
    }
    var client = ConsulClient(address: "\(scheme)://\(address)")
    client.token = arguments.string("access_token", environment: "CONSUL_HTTP_TOKEN")
    client.datacenter = arguments.string("datacenter")
    client.authentication = arguments.string("http_auth", environment: "CONSUL_HTTP_AUTH")
    client.trust.authoritiesFile = arguments.string("ca_file", environment: "CONSUL_CACERT")
    client.trust.clientCertificate = try contents(arguments, "cert_file", "CONSUL_CLIENT_CERT")
    client.trust.clientKey = try contents(arguments, "key_file", "CONSUL_CLIENT_KEY")
    return ConsulBackend(
      client: client, path: try arguments.required("path"), compresses: try arguments.bool("gzip") ?? false,
      locks: try arguments.bool("lock") ?? true, makeIdentifier: arguments.makeIdentifier,
      makeLockInfo: arguments.makeLockInfo)
  }

  private static func contents(
    _ arguments: BackendArguments, _ name: String, _ variable: String
  ) throws(DiagnosticsError) -> [UInt8]? {
    guard let path = arguments.string(name, environment: variable) else { return nil }
    guard let bytes = AWSSurroundings.file(path) else {
      throw arguments.problem(name, "Invalid \(name)", "The file \(quotedText(path)) cannot be read.")
    }
    return bytes
  }
}

extension BackendType {
  static let consul = BackendType(
    name: "consul",
    schema: SchemaBlock(
      attributes: [
        backendArgument("path", isRequired: true), backendArgument("access_token", isSensitive: true),
        backendArgument("http_auth", isSensitive: true), backendArgument("gzip", .bool), backendArgument("lock", .bool),
      ]
        + ["address", "ca_file", "cert_file", "datacenter", "key_file", "scheme"].map { backendArgument($0) })
  ) { (arguments) throws(DiagnosticsError) in try ConsulBackend.open(arguments) }
}
