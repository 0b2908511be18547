import Configuring
import Model
import Planning
import Storing

/// A command's hold on the state: locked, read, and to be given back.
struct StateAccess: Sendable {
  let store: any StateStore
  let session: StateSession<ContinuousClock>
  private let token: LockToken?
  /// About the state itself: what an interrupted run had left.
  let diagnostics: [Diagnostic]

  /// Locks (unless `-lock=false`) and reads the state. `operation` is what the lock says it is for.
  static func open(
    _ invocation: Invocation, configuration: Configuration, saved: SavedPlan? = nil, operation: String
  ) async throws(DiagnosticsError) -> StateAccess {
    try await Tracing.measure("open state") { () async throws(DiagnosticsError) in
      try await openMeasured(invocation, configuration: configuration, saved: saved, operation: operation)
    }
  }

  private static func openMeasured(
    _ invocation: Invocation, configuration: Configuration, saved: SavedPlan?, operation: String
  ) async throws(DiagnosticsError) -> StateAccess {
    let backend = try await invocation.currentBackend(configuration, saved: saved)
    let location = try invocation.stateLocation(backend, backup: .beside)
    let store = location.store
    do throws(StorageError) {
      var token: LockToken?
      if invocation.flags.bool(Flag.lock.name, default: true) {
        token = try await store.lock(
          lockInfo(operation, path: location.path ?? ""),
          timeout: invocation.flags.duration(Flag.lockTimeout.name) ?? .zero,
          clock: ContinuousClock()
        ) {
          invocation.terminal.writeErrorLine("Acquiring state lock. This may take a few moments...")
        }
      }
      do throws(StorageError) {
        let (session, diagnostics) = try await StateSession.open(
          store: store, journal: location.journal, newLineage: randomUUID(),
          terraformVersion: Plumb.terraformVersion, clock: ContinuousClock(), interval: location.writeInterval)
        return StateAccess(store: store, session: session, token: token, diagnostics: diagnostics)
      } catch {
        if let token { try await store.unlock(token) }
        throw error
      }
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// What the command had to say about what may exist has been shown. Where that cannot be noted, it is said once more.
  func told() async { try? await session.told() }

  /// Gives the lock back; what goes wrong there is worth a word, no more.
  func close() async -> [Diagnostic] {
    guard let token else { return [] }
    do {
      try await store.unlock(token)
      return []
    } catch {
      return error.diagnostics
    }
  }
}

/// What others see who find the state locked.
func lockInfo(_ operation: String, path: String) -> LockInfo {
  LockInfo(
    id: randomUUID(), operation: operation, who: userAtHost(), version: Plumb.terraformVersion,
    created: timestamp(currentTime()), path: path)
}
