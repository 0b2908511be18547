import Model
import Storing

extension Invocation {
  /// Runs something while the state is locked, unless `-lock=false`. The lock is given back however it ends.
  func withStateLock<R: Sendable>(
    _ location: StateLocation, operation: String, _ body: () async throws -> R
  ) async throws -> R {
    try await withStateLock(location.store, path: location.path, operation: operation, body)
  }

  func withStateLock<R: Sendable>(
    _ store: any StateStore, path: String?, operation: String, _ body: () async throws -> R
  ) async throws -> R {
    guard flags.bool(Flag.lock.name, default: true) else { return try await body() }
    let info = lockInfo(operation, path: path ?? "")
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
  func readState(_ store: any StateStore) async throws(DiagnosticsError) -> State? {
    do {
      return try await store.read()?.state
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// For commands that need a state.
  func requiredState(_ store: any StateStore) async throws(DiagnosticsError) -> State {
    if let state = try await readState(store) { return state }
    throw DiagnosticsError(
      Diagnostic(
        code: "state.none", summary: "No state file was found!",
        detail: "State management commands require a state file. Run this command in a directory where Plumb or "
          + "Terraform has been run or use the -state flag to point the command to a specific state location."))
  }

  /// Writes a changed state with its next serial.
  func writeState(_ state: State, to store: any StateStore, instead stored: State?) async throws(DiagnosticsError) {
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
