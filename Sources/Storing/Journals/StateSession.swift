package import Model

/// A state while a command changes it: every change is noted at once, the whole is written every few seconds (a
/// large one more seldom) and at the end.
/// Used under the store's lock.
package actor StateSession<C: Clock> where C.Duration == Duration {
  /// How old a file may be while objects are made, for those who read it meanwhile.
  package static var writeInterval: Duration { .seconds(5) }
  /// The same for a state kept elsewhere, where each writing costs more.
  package static var remoteWriteInterval: Duration { .seconds(20) }
  /// A large state takes long to write: no more than one part of so many of the time goes into that.
  private static var writingShare: Int { 10 }

  private let store: any StateStore
  private let journal: (any Journal)?
  private let clock: C
  private let newLineage: String
  private let terraformVersion: String
  private let interval: Duration
  /// As it is in the store.
  private var stored: State?
  /// What was last to be written, whether or not it was.
  private var attempted: State?
  private var current: State
  private var lastWrite: C.Instant
  /// How long to wait after it.
  private var pause: Duration
  private var hasJournal = false
  /// Objects that providers are making just now.
  private var creating: Set<ResourceInstanceAddress> = []
  /// Where objects may exist of which nobody has been told yet.
  private var untold: Set<ResourceInstanceAddress> = []
  /// An earlier run's journal is still there.
  private var keepsJournal = false
  /// Whether the journal has something that the stored state does not have.
  private var hasNotes = false
  private var jobs: [Job] = []
  private var isWorking = false

  /// Without a journal the whole state is written after every change.
  package init(
    store: any StateStore, journal: (any Journal)?, stored: State?, newLineage: String, terraformVersion: String,
    clock: C, interval: Duration = StateSession.writeInterval
  ) {
    self.store = store
    self.journal = journal
    self.stored = stored
    self.clock = clock
    self.newLineage = newLineage
    self.terraformVersion = terraformVersion
    self.interval = interval
    current = stored ?? State(terraformVersion: terraformVersion, lineage: newLineage)
    lastWrite = clock.now
    pause = interval
  }

  /// Reads the state, after bringing in what an earlier run had made but not written. Diagnostics tell of that; when they
  /// have been shown, `told` is to be called: until then, what they say stays on record.
  package static func open(
    store: any StateStore, journal: (any Journal)?, newLineage: String, terraformVersion: String, clock: C,
    interval: Duration = StateSession.writeInterval
  ) async throws(StorageError) -> (session: StateSession, diagnostics: [Diagnostic]) {
    var stored = try await store.read()?.state
    var diagnostics: [Diagnostic] = []
    var unfinished: [ResourceInstanceAddress] = []
    var isDone = true
    if let journal, let contents = try await journal.contents() {
      unfinished = JournalFile(contents)?.unfinished ?? []
      isDone = unfinished.isEmpty
      switch Recovery.decide(journal: contents, stored: stored) {
      case .nothing: break
      case .recovered(let state, let records):
        try await store.write(state)
        stored = state
        diagnostics.append(recovered(records))
      case .foreign(let records):
        isDone = false
        diagnostics.append(foreign(records, path: try await journal.setAside()))
      case .unreadable:
        isDone = false
        diagnostics.append(unreadable(path: try await journal.setAside()))
      }
      if !unfinished.isEmpty { diagnostics.append(Self.unfinished(unfinished)) }
      if isDone { try await journal.remove() }
    }
    let session = StateSession(
      store: store, journal: journal, stored: stored, newLineage: newLineage, terraformVersion: terraformVersion,
      clock: clock, interval: interval)
    await session.remember(untold: unfinished, keepsJournal: !isDone)
    return (session, diagnostics)
  }

  private func remember(untold addresses: [ResourceInstanceAddress], keepsJournal: Bool) {
    untold = Set(addresses)
    self.keepsJournal = keepsJournal
  }

  /// Whoever runs the program has seen what opening the session, and what was done in it, had to tell.
  package func told() async throws(StorageError) {
    untold = []
    guard let journal, creating.isEmpty, !hasNotes, hasJournal || keepsJournal else { return }
    (hasJournal, keepsJournal) = (false, false)
    try await journal.remove()
  }

  /// Notes that nobody knows whether an object was made. Kept until it was told.
  package func outcomeUnknown(at address: ResourceInstanceAddress) async throws(StorageError) {
    untold.insert(address)
    if journal == nil { return }
    try await perform { Job(entry: .unknown(address), done: $0) }
  }

  package var state: State { current }

  /// The state as it would be written next, for a place of its own when it cannot be written where it belongs.
  package var unwritten: State {
    var next = current
    next.terraformVersion = terraformVersion
    return next.successor(of: stored, newLineage: newLineage) ?? next
  }

  /// The state now stands in the session's place of the old one, e.g. after refreshing; noted only when it is written.
  package func replace(with state: State) { current = state }

  /// Notes that a provider is about to be asked for a new object. When this returns, a crash will not hide that.
  package func begin(creating address: ResourceInstanceAddress) async throws(StorageError) {
    // Without a journal there is no place for what is not part of a state.
    if journal == nil { return }
    try await perform { Job(entry: .creating(address), done: $0) }
  }

  /// The state from which changes begin. Where objects have left their addresses in the store, it is written at once: notes
  /// about the new addresses, brought into the old state after a crash, would make two objects of one.
  package func begin(with state: State) async throws(StorageError) {
    current = state
    let left = stored?.resources.contains { address, resource in
      address.resource.mode == .managed && resource.instances.keys.contains { state[address.instance($0)] == nil }
    }
    if left == true { try await write() }
  }

  /// Notes what became of an instance. When this returns, it is safe. If it throws, neither the journal nor the state
  /// could be written: the object is then only known to the caller.
  package func record(_ record: JournalRecord) async throws(StorageError) {
    try await perform { Job(entry: .became(record), done: $0) }
  }

  /// Writes the whole state, when it differs from what is stored.
  package func write() async throws(StorageError) {
    try await perform { Job(entry: nil, done: $0) }
  }

  /// The last writing, when the command ends. The journal stays if it fails.
  package func finish() async throws(StorageError) { try await write() }

  // MARK: One thing at a time

  private struct Job {
    /// Nil to write the whole.
    var entry: JournalEntry?
    var done: CheckedContinuation<StorageError?, Never>

    /// What no state can hold: it is not safe because the whole state has been written.
    var isOnlyInJournal: Bool {
      switch entry {
      case .creating, .unknown: true
      case .became, nil: false
      }
    }
  }

  private func perform(_ job: (CheckedContinuation<StorageError?, Never>) -> Job) async throws(StorageError) {
    let error = await withCheckedContinuation { continuation in
      jobs.append(job(continuation))
      if !isWorking {
        isWorking = true
        Task { await work() }
      }
    }
    if let error { throw error }
  }

  /// Journal and state are never written at the same time: a record must not go into a journal that is about to be
  /// removed.
  /// What comes meanwhile waits, and is then noted together.
  private func work() async {
    while !jobs.isEmpty {
      let batch = jobs
      jobs = []
      var error = await attempt { session throws(StorageError) in try await session.note(batch.compactMap(\.entry)) }
      var journalError = error
      let isDue = lastWrite.duration(to: clock.now) >= pause
      if error != nil || isDue || batch.contains(where: { $0.entry == nil }) {
        error = await attempt { session throws(StorageError) in try await session.writeState() }
        journalError = error
        if error == nil {
          journalError = await attempt { session throws(StorageError) in try await session.endJournal() }
        }
      }
      for job in batch { job.done.resume(returning: job.isOnlyInJournal ? journalError : error) }
    }
    isWorking = false
  }

  private func attempt(
    _ body: (isolated StateSession) async throws(StorageError) -> Void
  ) async -> StorageError? {
    do {
      try await body(self)
      return nil
    } catch {
      return error
    }
  }

  private func note(_ entries: [JournalEntry]) async throws(StorageError) {
    if entries.isEmpty { return }
    for entry in entries {
      switch entry {
      case .creating(let address): creating.insert(address)
      case .became(let record):
        creating.remove(record.address)
        current.apply(record)
      case .unknown(let address): creating.remove(address)
      }
    }
    guard let journal else {
      try await writeState()
      return
    }
    if hasJournal {
      hasNotes = true
      try await journal.append(entries)
    } else {
      try await begin(journal, entries)
    }
  }

  private func begin(_ journal: any Journal, _ entries: [JournalEntry]) async throws(StorageError) {
    hasNotes = !entries.isEmpty
    hasJournal = false
    let lineage = stored.map { $0.lineage.isEmpty ? newLineage : $0.lineage } ?? newLineage
    try await journal.begin(
      JournalBase(lineage: lineage, serial: stored?.serial, terraformVersion: terraformVersion),
      untold.sorted().map { .unknown($0) } + entries)
    hasJournal = true
  }

  private func writeState() async throws(StorageError) {
    lastWrite = clock.now
    var next = current
    next.terraformVersion = terraformVersion
    // Otherwise, what was noted has left everything as it was.
    guard let next = next.successor(of: stored, newLineage: newLineage) else { return }
    try await refuseIfOthersHaveWritten()
    attempted = next
    try await store.write(next)
    pause = max(interval, lastWrite.duration(to: clock.now) * Self.writingShare)
    stored = next
    current.serial = next.serial
    current.lineage = next.lineage
    current.terraformVersion = next.terraformVersion
  }

  /// When the lock was taken away while this run went on, another may have written meanwhile; what it made would be lost.
  private func refuseIfOthersHaveWritten() async throws(StorageError) {
    guard store.locksCanBeTaken else { return }
    let found = try await store.read()?.state
    // What was to be written before may have arrived without an answer.
    if found?.serial == stored?.serial, found?.lineage == stored?.lineage { return }
    if let found, found == attempted { return }
    throw .failed(
      operation: "write", path: "the state",
      reason:
        "another run has written it while this one went on, which cannot happen unless this run's lock was taken away. "
        + "What this run has made is not in it")
  }

  /// The journal is about a state that has gone. What is still being made goes into a new one.
  private func endJournal() async throws(StorageError) {
    guard let journal else { return }
    if creating.isEmpty, untold.isEmpty {
      guard hasJournal else { return }
      hasJournal = false
      hasNotes = false
      try await journal.remove()
    } else {
      try await begin(journal, creating.sorted().map { .creating($0) })
    }
  }

  private static func names(_ records: [JournalRecord]) -> String {
    Set(records.map { "  - \($0.address)" }).sorted().joined(separator: "\n")
  }

  private static func recovered(_ records: [JournalRecord]) -> Diagnostic {
    Diagnostic(
      .warning, code: "state.recovered", summary: "State recovered after an interrupted run",
      detail: "An earlier run ended before it could write the state. What it had noted about these objects was brought "
        + "into the state:\n\n\(names(records))")
  }

  private static func unfinished(_ addresses: [ResourceInstanceAddress]) -> Diagnostic {
    Diagnostic(
      .warning, code: "state.unfinished", summary: "Outcome of an interrupted run is not known",
      detail:
        "An earlier run ended while providers were creating these objects. Whether they exist is not known, and they are "
        + "not in the state:\n\n\(addresses.map { "  - \($0)" }.joined(separator: "\n"))\n\nLook for them in the world, and "
        + "import or remove what you find: otherwise the next apply makes them a second time.")
  }

  private static func unreadable(path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "state.unreadable-journal", summary: "Notes of an interrupted run cannot be read",
      detail:
        "A run of another version of Plumb ended before it could write the state. What it had noted cannot be read by this "
        + "version, and is kept in \(path). Run that version once, with the file under its old name.")
  }

  private static func foreign(_ records: [JournalRecord], path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "state.foreign-journal", summary: "Notes of an interrupted run left over",
      detail:
        "An earlier run ended before it could write the state, and the state was changed by another program since "
        + "then. What it had noted about these objects is not in the state:\n\n\(names(records))\n\nThe notes are kept "
        + "in \(path). Compare them with what exists, and import or remove what the state lacks.")
  }
}
