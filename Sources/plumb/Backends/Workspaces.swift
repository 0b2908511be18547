import Model
import Planning
import Storing

extension Invocation {
  /// Whether the environment decides on the workspace.
  var isWorkspaceOverridden: Bool { !(environment["TF_WORKSPACE"] ?? "").isEmpty }

  func select(workspace name: String) throws(DiagnosticsError) {
    try writeWhole(Array(name.utf8), to: "\(dataDirectory)/environment")
  }

  /// The journal of a workspace's state, wherever its backend has it.
  func pendingJournal(of workspace: String, _ backend: any Backend) -> any Journal {
    if let local = backend as? LocalBackend {
      return FileJournal(statePath: local.statePath(of: workspace), sealer: backend.stateSealer)
    }
    return FileJournal(path: journalPath(of: workspace), sealer: backend.stateSealer)
  }

  /// All at once, with the folders above it.
  func writeWhole(
    _ bytes: [UInt8], to path: String, permissions: UInt32 = 0o644
  ) throws(DiagnosticsError) {
    do {
      try WholeFile.createFolders(WholeFile.folder(of: path))
      try WholeFile.write(bytes, to: path, permissions: permissions)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }
}

extension State {
  /// Nothing is in it that would be missed.
  var isVacant: Bool { resources.isEmpty && outputs.isEmpty }
}
