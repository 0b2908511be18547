import Model

/// A place for the states of one configuration, one for each workspace: a folder, a bucket, a table.
package protocol Backend: Sendable {
  /// The names of all workspaces, sorted, `default` always among them; nil where there is but one state.
  func workspaces() async throws(StorageError) -> [String]?
  /// Where the state of a workspace is kept. The workspace need not exist, and asking changes nothing.
  func store(of workspace: String) throws(StorageError) -> any StateStore
  /// Makes a workspace that `workspaces` lists from then on.
  func create(workspace: String) async throws(StorageError)
  /// Deletes a workspace with its state. Never called for `default`, nor where there is but one state.
  func delete(workspace: String) async throws(StorageError)
}

/// The workspace that is always there.
package let defaultWorkspace = "default"

extension Backend {
  /// An empty state, which makes a workspace known where states are all that there is. The caller has made sure that there
  /// is none; one that has come into being since is left as it is.
  package func createEmptyState(
    of workspace: String, lock info: LockInfo, lineage: String
  ) async throws(StorageError) {
    let store = try store(of: workspace)
    let token = try await store.lock(info)
    do throws(StorageError) {
      if try await store.read() == nil {
        try await store.write(State(terraformVersion: StateFile.terraformVersion, serial: 1, lineage: lineage))
      }
    } catch {
      try? await store.unlock(token)
      throw error
    }
    try await store.unlock(token)
  }
}
