import Model
import Storing

/// A backend with its type's name, as questions name it.
struct BackendEnd: Sendable {
  let type: String
  let backend: any Backend
}

/// Copies states from one backend to another. What is copied is there twice: nothing is taken from the source.
struct StateMigration: Sendable {
  let invocation: Invocation
  let source: BackendEnd
  let target: BackendEnd
  let isForced: Bool
  let mayAsk: Bool
  let say: @Sendable (String) -> Void

  /// The workspaces whose states are in the target now.
  @discardableResult
  func run() async throws -> [String] {
    do {
      return try await copy()
    } catch let error as StorageError {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// Whether there is anything to migrate in the source.
  func hasStates() async throws -> Bool {
    do {
      for workspace in try await source.backend.workspaces() ?? [defaultWorkspace]
      where try await state(of: workspace, source) != nil {
        return true
      }
      return false
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  private func copy() async throws -> [String] {
    let sources = try await source.backend.workspaces()
    let targets = try await target.backend.workspaces()
    switch (sources, targets) {
    case (let sources?, .some) where sources != [defaultWorkspace]: return try await copyAll(sources)
    case (let sources?, nil) where sources != [defaultWorkspace]: return try await copyCurrent()
    default: return try await copyOne(from: defaultWorkspace, to: defaultWorkspace) ? [defaultWorkspace] : []
    }
  }

  private func copyAll(_ workspaces: [String]) async throws -> [String] {
    let isWanted = try confirm(
      "Do you want to migrate all workspaces to \"\(target.type)\"?",
      """
      Both the existing "\(source.type)" backend and the newly configured "\(target.type)" backend
      support workspaces. When migrating between backends, Plumb will copy
      all workspaces (with the same names). THIS WILL OVERWRITE any conflicting
      states in the destination.

      Plumb initialization doesn't currently migrate only select workspaces.
      If you want to migrate a select number of workspaces, you must manually
      pull and push those states.

      If you answer "yes", Plumb will migrate all states. If you answer
      "no", Plumb will abort.
      """)
    guard isWanted else { throw aborted }
    var copied: [String] = []
    for workspace in workspaces
    where try await copyOne(from: workspace, to: workspace, isConfirmed: true) { copied.append(workspace) }
    return copied
  }

  private func copyCurrent() async throws -> [String] {
    let current = workspaceName(invocation)
    let isWanted = try confirm(
      "Destination state \"\(target.type)\" doesn't support workspaces.\nDo you want to copy only your current workspace?",
      """
      The existing "\(source.type)" backend supports workspaces and you currently are
      using more than one. The newly configured "\(target.type)" backend doesn't support
      workspaces. If you continue, Plumb will copy your current workspace "\(current)"
      to the default workspace in the new backend. Your existing workspaces in the
      source backend won't be modified. If you want to switch workspaces, back them
      up, or cancel altogether, answer "no" and Plumb will abort.
      """)
    guard isWanted else { throw aborted }
    let isCopied = try await copyOne(from: current, to: defaultWorkspace)
    try invocation.select(workspace: defaultWorkspace)
    return isCopied ? [current] : []
  }

  /// True when the target has the state of the source after it.
  private func copyOne(from: String, to: String, isConfirmed: Bool = false) async throws -> Bool {
    // Without locks first: where there is nothing to do, nobody is to be kept waiting.
    guard try await state(of: from, source) != nil else { return false }
    let fromStore = try source.backend.store(of: from)
    let toStore = try target.backend.store(of: to)
    // Before the locks, for making one takes the same lock.
    if try await target.backend.workspaces()?.contains(to) == false {
      try await target.backend.create(workspace: to)
    }
    return try await locked(fromStore, "migration source state") {
      try await locked(toStore, "migration destination state") {
        let journal = invocation.pendingJournal(of: from, source.backend)
        let present = try await withRecovery(fromStore, journal)
        guard let present, !present.isVacant else { return false }
        let other = try await toStore.read()?.state
        if other == present { return true }
        if !isConfirmed {
          let isWanted = try other.map(\.isVacant) ?? true ? confirmEmpty() : confirmOverwriting(present, other)
          guard isWanted else { return false }
        }
        try await toStore.write(present)
        // What a write that did not fail has left must be what was meant before anybody relies on it.
        guard try await toStore.read()?.state == present else { throw notTheSame(to) }
        return true
      }
    }
  }

  /// What an interrupted run had made goes with its state.
  private func withRecovery(_ store: any StateStore, _ journal: any Journal) async throws -> State? {
    guard try await journal.contents() != nil else { return try await store.read()?.state }
    let (session, diagnostics) = try await StateSession.open(
      store: store, journal: journal, newLineage: randomUUID(), terraformVersion: Plumb.terraformVersion,
      clock: ContinuousClock())
    invocation.report(diagnostics)
    try await session.told()
    return await session.state
  }

  private func state(of workspace: String, _ end: BackendEnd) async throws(StorageError) -> State? {
    let store = try end.backend.store(of: workspace)
    let state = try await store.read()?.state
    if let state, !state.isVacant { return state }
    // A journal alone may hold a first state.
    guard let bytes = try await invocation.pendingJournal(of: workspace, end.backend).contents() else { return nil }
    if case .recovered(let recovered, _) = Recovery.decide(journal: bytes, stored: state) { return recovered }
    return nil
  }

  private func locked<R>(_ store: any StateStore, _ purpose: String, _ body: () async throws -> R) async throws -> R {
    guard invocation.flags.bool(Flag.lock.name, default: true) else { return try await body() }
    let token = try await store.lock(
      lockInfo(purpose, path: ""), timeout: invocation.flags.duration(Flag.lockTimeout.name) ?? .zero,
      clock: ContinuousClock())
    let result: R
    do {
      result = try await body()
    } catch {
      try? await store.unlock(token)
      throw error
    }
    try await store.unlock(token)
    return result
  }

  /// Empties a local state that is elsewhere now, so that nobody goes on with it by mistake; its content stays in the
  /// backup.
  func emptyLocalState(of workspace: String, _ local: LocalBackend) async throws {
    let path = local.statePath(of: workspace)
    guard let bytes = readFile(path), !bytes.isEmpty else { return }
    if let other = target.backend as? LocalBackend, other.statePath(of: workspace) == path { return }
    try invocation.writeWhole(bytes, to: path + ".backup")
    guard writeFile([], to: path, mode: 0o644) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.unwritable-state", summary: "Failed to empty the local state",
          detail: "The state was copied to the new backend, but \(path) could not be emptied: \(lastSystemError()). "
            + "Remove it, so that nobody goes on with it by mistake."))
    }
  }
}
