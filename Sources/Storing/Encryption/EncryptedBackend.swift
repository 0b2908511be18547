import Model

/// A backend whose states are encrypted on their way there.
package struct EncryptedBackend: Backend {
  private let inner: any Backend
  package let sealer: Sealer

  package init(_ inner: any Backend, sealer: Sealer) {
    self.inner = inner
    self.sealer = sealer
  }

  package func workspaces() async throws(StorageError) -> [String]? { try await inner.workspaces() }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    EncryptedStore(try bytes(of: workspace), sealer: sealer)
  }

  package func create(workspace: String) async throws(StorageError) {
    // What is there already is encrypted, and no business of the backend inside.
    if Sealer.isSealed(try await bytes(of: workspace).readBytes() ?? []) { return }
    try await inner.create(workspace: workspace)
    // The empty state that makes it known holds no secret, but it would not be taken for one that was encrypted.
    let store = try bytes(of: workspace)
    guard let bytes = try await store.readBytes(), let state = try? StateFile.decode(bytes), state.resources.isEmpty,
      state.outputs.isEmpty
    else { return }
    try await EncryptedStore(store, sealer: sealer).write(state)
  }

  package func delete(workspace: String) async throws(StorageError) { try await inner.delete(workspace: workspace) }

  private func bytes(of workspace: String) throws(StorageError) -> any ByteStore {
    guard let store = try inner.store(of: workspace) as? any ByteStore else {
      preconditionFailure("every backend keeps states as bytes")
    }
    return store
  }
}

extension Backend {
  /// The same backend with encryption; itself where there is none.
  package func encrypted(with sealer: Sealer?) -> any Backend {
    guard let sealer else { return self }
    if var local = self as? LocalBackend {
      local.sealer = sealer
      return local
    }
    return EncryptedBackend(self, sealer: sealer)
  }

  /// By what its states are encrypted.
  package var stateSealer: Sealer? {
    if let local = self as? LocalBackend { return local.sealer }
    return (self as? EncryptedBackend)?.sealer
  }
}
