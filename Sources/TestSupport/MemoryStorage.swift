package import Model
package import Storing

/// A state and its journal in memory, on a disk that fails when told to: the whole system stops after a number of
/// steps, and
/// the step at which it stops may be done in part.
package actor MemoryStorage: StateStore, Journal {
  package private(set) var stateBytes: [UInt8]?
  package private(set) var journalBytes: [UInt8]?
  package private(set) var asideBytes: [UInt8]?
  private var owner: LockInfo?
  /// Steps until everything stops; nil for never.
  private var stepsLeft: Int?
  /// How much of the last journal line reaches the disk when the system stops in it, in thousandths.
  private var torn: Int
  /// Journal writes that fail without stopping anything, as on a full disk.
  package var journalFails = false

  package init(state: [UInt8]? = nil, journal: [UInt8]? = nil, stopsAfter steps: Int? = nil, torn: Int = 0) {
    stateBytes = state
    journalBytes = journal
    stepsLeft = steps
    self.torn = torn
  }

  package func setJournalFails(_ fails: Bool) { journalFails = fails }

  private static let stopped = StorageError.failed(operation: "use", path: "memory", reason: "the system has stopped")

  /// True when the step is the one at which everything stops.
  private func step() throws(StorageError) -> Bool {
    guard let left = stepsLeft else { return false }
    if left < 0 { throw Self.stopped }
    stepsLeft = left - 1
    return left == 0
  }

  private func stop() -> StorageError {
    stepsLeft = -1
    return Self.stopped
  }

  package func read() async throws(StorageError) -> StoredState? {
    guard let stateBytes else { return nil }
    do {
      return StoredState(state: try StateFile.decode(stateBytes), bytes: stateBytes)
    } catch {
      throw .invalid(error.diagnostics)
    }
  }

  package func write(_ state: State) async throws(StorageError) {
    if try step() { throw stop() }
    stateBytes = StateFile.encode(state)
    if stepsLeft == 0 { throw stop() }
  }

  package func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    if let owner { throw .locked(owner) }
    owner = info
    return LockToken(id: info.id)
  }

  package func unlock(_ token: LockToken) async throws(StorageError) {
    guard owner?.id == token.id else { throw .notLocked("the lock is another's") }
    owner = nil
  }

  package func contents() async throws(StorageError) -> [UInt8]? { journalBytes }

  package func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError) {
    if journalFails { throw .failed(operation: "write", path: "journal", reason: "no space left on device") }
    if try step() { throw stop() }
    journalBytes = JournalFile.bytes(base, entries)
  }

  package func append(_ entries: [JournalEntry]) async throws(StorageError) {
    if journalFails { throw .failed(operation: "write", path: "journal", reason: "no space left on device") }
    let lines = JournalFile.bytes(of: entries)
    if try step() {
      journalBytes = (journalBytes ?? []) + lines.prefix(lines.count * torn / 1000)
      throw stop()
    }
    journalBytes = (journalBytes ?? []) + lines
  }

  package func remove() async throws(StorageError) {
    if try step() { throw stop() }
    journalBytes = nil
  }

  package func setAside() async throws(StorageError) -> String {
    asideBytes = journalBytes
    return "aside"
  }
}
