import Model
import Storing

/// Where a command reads and writes the state of the workspace in use.
struct StateLocation: Sendable {
  /// Where a local state is kept as it was before.
  enum Backup {
    case none
    /// One file, beside the state.
    case beside
    /// A file of its own each time.
    case timed
  }

  let store: any StateStore
  let journal: any Journal
  /// Of a file; nil for a state elsewhere.
  let path: String?

  var isLocal: Bool { path != nil }
  var writeInterval: Duration {
    isLocal ? StateSession<ContinuousClock>.writeInterval : StateSession<ContinuousClock>.remoteWriteInterval
  }
}

extension Invocation {
  /// The state of the workspace in use, with what the flags about state files say.
  func stateLocation(
    _ backend: any Backend, backup: StateLocation.Backup = .none
  ) throws(DiagnosticsError) -> StateLocation {
    let workspace = workspaceName(self)
    if let local = backend as? LocalBackend {
      return localState(local.statePath(of: workspace), backup, backend.stateSealer)
    }
    for flag in [Flag.state, Flag.stateOut, Flag.backup] where flags.isGiven(flag) {
      // A state file named for itself has nothing to do with the backend.
      if flags.isGiven(Flag.state) { return localState(LocalBackend.defaultPath, backup, backend.stateSealer) }
      throw DiagnosticsError(
        Diagnostic(
          code: "command.local-state-only", summary: "Invalid command line options",
          detail: "The option -\(flag.name) is about local state files only, and the state is kept elsewhere. Name a "
            + "local state file with -state, or leave the option out."))
    }
    do {
      return StateLocation(
        store: try backend.store(of: workspace),
        journal: FileJournal(path: journalPath(of: workspace), sealer: backend.stateSealer), path: nil)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  private func localState(_ path: String, _ backup: StateLocation.Backup, _ sealer: Sealer?) -> StateLocation {
    let read = flags.string(Flag.state.name) ?? path
    let written = flags.string(Flag.stateOut.name) ?? read
    var backupPath: String?
    switch backup {
    case .none: break
    case .beside: backupPath = written + ".backup"
    case .timed: backupPath = "\(written).\(currentTime()).backup"
    }
    // "-" for nowhere.
    if let given = flags.string(Flag.backup.name) { backupPath = given == "-" || given.isEmpty ? nil : given }
    return StateLocation(
      store: LocalStateStore(path: written, readingFrom: read, backupPath: backupPath, sealer: sealer)
        .encrypted(with: sealer),
      journal: FileJournal(statePath: written, sealer: sealer), path: written)
  }

  /// What is made is noted here first when the state is kept elsewhere: with one journal for each workspace.
  func journalPath(of workspace: String) -> String { "\(dataDirectory)/plumb/\(workspace).journal" }

  /// The state's place for commands that need nothing else of the configuration.
  func stateLocation(backup: StateLocation.Backup = .none) async throws(DiagnosticsError) -> StateLocation {
    // A file that is named needs no backend.
    if flags.isGiven(Flag.state) { return localState(LocalBackend.defaultPath, backup, try stateSealer()) }
    return try stateLocation(try await currentBackend(), backup: backup)
  }
}
