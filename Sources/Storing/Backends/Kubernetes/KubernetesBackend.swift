import Connecting
import Model

/// States as secrets of a cluster: `tfstate-WORKSPACE-SUFFIX`.
package struct KubernetesBackend: Backend {
  let client: KubernetesClient
  let suffix: String
  let labels: [String: String]
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  package func workspaces() async throws(StorageError) -> [String]? {
    do {
      let secrets = try await client.list(.secret, labels: [("tfstate", "true"), ("tfstateSecretSuffix", suffix)])
      let names = secrets.compactMap { $0["metadata"]?["labels"]?["tfstateWorkspace"]?.string }
      return Set(names + [defaultWorkspace]).sorted()
    } catch {
      throw .failed(
        operation: "list", path: "the secrets tfstate-*-\(suffix) in the namespace \(client.namespace)",
        reason: error.message)
    }
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore { try states(workspace) }

  private func states(_ workspace: String) throws(StorageError) -> KubernetesStateStore {
    let store = KubernetesStateStore(client: client, workspace: workspace, suffix: suffix, moreLabels: labels)
    guard Self.isName(store.secretName) else {
      throw .failed(
        operation: "keep a state as", path: "secret \(store.secretName)",
        reason:
          "names of secrets are of lower case letters, digits, \"-\" and \".\", and begin and end with a letter or "
          + "digit. Choose another secret_suffix, or another name for the workspace")
    }
    return store
  }

  /// A subdomain in RFC 1123.
  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.wholeMatch(of: /[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/) != nil
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) { try await states(workspace).delete() }
}

extension BackendType {
  static let kubernetes = BackendType(
    name: "kubernetes",
    schema: SchemaBlock(
      attributes: [
        backendArgument("secret_suffix", isRequired: true), backendArgument("labels", .map(.string)),
        backendArgument("in_cluster_config", .bool), backendArgument("load_config_file", .bool),
        backendArgument("insecure", .bool), backendArgument("config_paths", .list(.string)),
        backendArgument("client_key", isSensitive: true), backendArgument("password", isSensitive: true),
        backendArgument("token", isSensitive: true),
      ]
        + [
          "namespace", "host", "username", "client_certificate", "cluster_ca_certificate", "config_path",
          "config_context", "config_context_auth_info", "config_context_cluster", "proxy_url",
        ].map { backendArgument($0) },
      blocks: [
        NestedBlock(
          name: "exec", nesting: .single,
          block: SchemaBlock(attributes: [
            backendArgument("api_version", isRequired: true), backendArgument("command", isRequired: true),
            backendArgument("args", .list(.string)), backendArgument("env", .map(.string)),
          ]))
      ])
  ) { (arguments) throws(DiagnosticsError) in try KubernetesOpening(arguments: arguments).open() }
}
