import Configuring
import Model
import Storing

extension Invocation {
  /// The state file of the working directory: what `-state` says, or the backend's path, or that of the workspace.
  func statePath() throws(DiagnosticsError) -> String {
    if let path = flags.string(Flag.state.name) { return path }
    return try statePaths(self, configuration: configurationWithBackend).read
  }

  /// Read only where a file names a backend at all: these commands need nothing else of the configuration.
  private var configurationWithBackend: Configuration? {
    let source = DiskModuleSource()
    let names = ((try? source.files(in: ".")) ?? nil) ?? []
    let files = ConfigurationFiles(among: names)
    let mentionsBackend = (files.primary + files.overrides).contains { name in
      guard let bytes = readFile(name) else { return false }
      return String(decoding: bytes, as: UTF8.self).contains("backend")
    }
    return mentionsBackend ? configurationOnDisk(self).configuration : nil
  }

  /// The store of the state. `backup` is where the state as it was is kept unless `-backup` says otherwise.
  func stateStore(backup: String? = nil) throws(DiagnosticsError) -> LocalStateStore {
    let path = try statePath()
    let out = flags.string(Flag.stateOut.name) ?? path
    var backupPath = backup
    if let given = flags.string(Flag.backup.name) { backupPath = given }
    if backupPath == "-" || backupPath == "" { backupPath = nil }
    return LocalStateStore(path: out, readingFrom: path, backupPath: backupPath)
  }

  /// Runs something while the state is locked, unless `-lock=false`. The lock is given back however it ends.
  func withStateLock<R: Sendable>(
    _ store: some StateStore, operation: String, _ body: () async throws -> R
  ) async throws -> R {
    guard flags.bool(Flag.lock.name, default: true) else { return try await body() }
    let info = lockInfo(operation, path: try statePath())
    let token: LockToken
    do {
      token = try await store.lock(
        info, timeout: flags.duration(Flag.lockTimeout.name) ?? .zero, clock: ContinuousClock()
      ) { terminal.writeLine("Acquiring state lock. This may take a few moments...") }
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
    let result: R
    do {
      result = try await body()
    } catch {
      // The body's own failure is the one to tell.
      try? await store.unlock(token)
      throw error
    }
    do {
      try await store.unlock(token)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
    return result
  }

  /// What is stored, with what an interrupted run had noted; nil when there is nothing yet. Writes nothing.
  func readState(_ store: some StateStore) async throws(DiagnosticsError) -> State? {
    do {
      return try await store.read()?.state
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// For commands that need a state.
  func requiredState(_ store: some StateStore) async throws(DiagnosticsError) -> State {
    if let state = try await readState(store) { return state }
    throw DiagnosticsError(
      Diagnostic(
        code: "state.none", summary: "No state file was found!",
        detail: "State management commands require a state file. Run this command in a directory where Plumb or "
          + "Terraform has been run or use the -state flag to point the command to a specific state location."))
  }

  /// Writes a changed state with its next serial.
  func writeState(_ state: State, to store: some StateStore, instead stored: State?) async throws(DiagnosticsError) {
    var state = state
    state.terraformVersion = StateFile.terraformVersion
    guard let next = state.successor(of: stored, newLineage: randomUUID()) else { return }
    do {
      try await store.write(next)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// An address among the arguments.
  func target(_ text: String) throws(DiagnosticsError) -> TargetAddress {
    do {
      return try TargetAddress(parsing: text)
    } catch {
      throw DiagnosticsError(
        Diagnostic(
          code: "address.invalid", summary: "Invalid address",
          detail: "\(error.message)\n\nThe address given is: \(text)"))
    }
  }
}
