package import Model

/// Why a state could not be read, written or locked.
package enum StorageError: Error, Sendable, Equatable {
  /// Another holds the lock; who, when that is known.
  case locked(LockInfo?)
  /// An unlock without lock, or of another's.
  case notLocked(String)
  /// What is stored cannot be understood.
  case invalid([Diagnostic])
  /// The system refused: what was tried, on which file, and its words.
  case failed(operation: String, path: String, reason: String)
  /// A workspace is asked for where there is but one state.
  case workspacesUnsupported

  /// Stable, for tools.
  package var code: String {
    switch self {
    case .locked: "storage.locked"
    case .notLocked: "storage.not-locked"
    case .invalid(let diagnostics): diagnostics.first?.code ?? "storage.invalid"
    case .failed: "storage.failed"
    case .workspacesUnsupported: "storage.no-workspaces"
    }
  }

  package var diagnostics: [Diagnostic] {
    switch self {
    case .locked(let info):
      [
        Diagnostic(
          code: code, summary: "Error acquiring the state lock",
          detail: "Error message: resource temporarily unavailable\n" + (info.map { $0.text + "\n\n" } ?? "\n")
            + "Plumb acquires a state lock to protect the state from being written by multiple users at the same time. "
            + "Please resolve the issue above and try again. For most commands, you can disable locking with the "
            + "\"-lock=false\" flag, but this is not recommended.")
      ]
    case .notLocked(let reason):
      [Diagnostic(code: code, summary: "Error releasing the state lock", detail: "Error message: \(reason)")]
    case .invalid(let diagnostics): diagnostics
    case .failed(let operation, let path, let reason):
      [
        Diagnostic(
          code: code, summary: "State storage failed", detail: "Could not \(operation) \(path): \(reason).")
      ]
    case .workspacesUnsupported:
      [
        Diagnostic(
          code: code, summary: "workspaces not supported",
          detail:
            "This backend keeps one state only, which belongs to the workspace \"default\". Unset TF_WORKSPACE, or "
            + "run \"plumb workspace select default\".")
      ]
    }
  }
}
