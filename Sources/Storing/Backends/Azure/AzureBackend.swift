import Connecting
import Model

/// States as blobs of a container: the default workspace's under the key itself, the others' under `KEYenv:NAME`.
package struct AzureBackend: Backend {
  let container: AzureContainer
  let key: String
  let takesSnapshots: Bool
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  private var prefix: String { "\(key)env:" }

  package func workspaces() async throws(StorageError) -> [String]? {
    do {
      let names = try await container.keys(prefix: prefix).compactMap { key -> String? in
        guard key.hasPrefix(prefix) else { return nil }
        let name = String(key.dropFirst(prefix.count))
        return name.isEmpty || name.contains("/") ? nil : name
      }
      return Set(names + [defaultWorkspace]).sorted()
    } catch {
      throw .failed(operation: "list", path: "\(prefix)* in \(container.endpoint)", reason: error.message)
    }
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    AzureStateStore(
      container: container, key: workspace == defaultWorkspace ? key : prefix + workspace,
      takesSnapshots: takesSnapshots)
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) {
    do { try await container.delete(prefix + workspace) } catch {
      throw .failed(
        operation: "delete", path: "\(prefix)\(workspace) in \(container.endpoint)", reason: error.message)
    }
  }
}

extension BackendType {
  static let azurerm = BackendType(
    name: "azurerm",
    schema: SchemaBlock(
      attributes: ["container_name", "key", "storage_account_name"].map { backendArgument($0, isRequired: true) }
        + [
          "access_key", "client_certificate", "client_certificate_password", "client_secret", "oidc_request_token",
          "oidc_token", "sas_token",
        ].map { backendArgument($0, isSensitive: true) }
        + [
          "lookup_blob_endpoint", "snapshot", "use_aks_workload_identity", "use_azuread_auth", "use_cli", "use_msi",
          "use_oidc",
        ].map { backendArgument($0, .bool) }
        + [
          "ado_pipeline_service_connection_id", "client_certificate_path", "client_id", "client_id_file_path",
          "client_secret_file_path", "environment", "metadata_host", "msi_endpoint", "oidc_request_url",
          "oidc_token_file_path", "resource_group_name", "subscription_id", "tenant_id",
        ].map { backendArgument($0) } + [backendArgument("endpoint", isDeprecated: true)])
  ) { (arguments) throws(DiagnosticsError) in try await AzureOpening(arguments: arguments).open() }
}
