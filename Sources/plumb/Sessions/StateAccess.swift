import Configuring
import Model
import Parsing
import Storing

/// A command's hold on the state: locked, read, and to be given back.
struct StateAccess: Sendable {
  let store: LocalStateStore
  let session: StateSession<ContinuousClock>
  private let token: LockToken?
  /// About the state itself: what an interrupted run had left.
  let diagnostics: [Diagnostic]

  /// Locks (unless `-lock=false`) and reads the state. `operation` is what the lock says it is for.
  static func open(
    _ invocation: Invocation, configuration: Configuration?, operation: String
  ) async throws(DiagnosticsError) -> StateAccess {
    let paths = try statePaths(invocation, configuration: configuration)
    let store = LocalStateStore(path: paths.written, readingFrom: paths.read, backupPath: paths.backup)
    do throws(StorageError) {
      var token: LockToken?
      if invocation.flags.bool(Flag.lock.name, default: true) {
        token = try await store.lock(
          lockInfo(operation, path: paths.written), timeout: invocation.flags.duration(Flag.lockTimeout.name) ?? .zero,
          clock: ContinuousClock()
        ) {
          invocation.terminal.writeErrorLine("Acquiring state lock. This may take a few moments...")
        }
      }
      do throws(StorageError) {
        let (session, diagnostics) = try await StateSession.open(
          store: store, journal: FileJournal(statePath: paths.written), newLineage: randomUUID(),
          terraformVersion: Plumb.terraformVersion, clock: ContinuousClock())
        return StateAccess(store: store, session: session, token: token, diagnostics: diagnostics)
      } catch {
        if let token { try await store.unlock(token) }
        throw error
      }
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

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

/// Where the state is read, written and backed up.
func statePaths(
  _ invocation: Invocation, configuration: Configuration?
) throws(DiagnosticsError) -> (read: String, written: String, backup: String?) {
  var path = "terraform.tfstate"
  let workspace = workspaceName(invocation)
  if workspace != "default" { path = "terraform.tfstate.d/\(workspace)/terraform.tfstate" }
  if let backend = configuration?.root.backend {
    guard backend.labels.first?.text == "local" else {
      throw DiagnosticsError(
        Diagnostic(
          code: "config.not-supported", summary: "Backend type not supported yet",
          detail: "Plumb keeps state in local files so far. Use the backend \"local\", or none.",
          subject: backend.headerRange))
    }
    if workspace == "default", let attribute = backend.body.attribute("path"),
      let given = try constantValue(attribute.expression).get().stringValue
    {
      path = given
    }
  }
  let read = invocation.flags.string(Flag.state.name) ?? path
  let written = invocation.flags.string(Flag.stateOut.name) ?? read
  // As Terraform does: beside the file, unless told otherwise; "-" for nowhere.
  let backup = invocation.flags.string(Flag.backup.name) ?? written + ".backup"
  return (read, written, backup == "-" ? nil : backup)
}

/// What others see who find the state locked.
func lockInfo(_ operation: String, path: String) -> LockInfo {
  LockInfo(
    id: randomUUID(), operation: operation, who: userAtHost(), version: Plumb.terraformVersion,
    created: timestamp(currentTime()), path: path)
}
