import Applying
import Glibc
import Model
import Storing

/// A store whose locks and states a witness sees, and which is damaged where a mutation says so.
struct WitnessedStore: StateStore {
  let inner: any StateStore
  let process: SimulatedProcess
  let world: World

  var locksCanBeTaken: Bool { inner.locksCanBeTaken }

  func read() async throws(StorageError) -> StoredState? { try await inner.read() }

  func write(_ state: State) async throws(StorageError) {
    guard process.isAlive else { throw .failed(operation: "write", path: "state", reason: "the process has ended") }
    var state = state
    if world.mutation == .stateGoesBack, state.serial > 2 { state.serial -= 2 }
    world.witness.intends(state)
    if world.mutation == .stateOverwritten, world.service == nil {
      try overwrite(StateFile.encode(state))
    } else {
      try await inner.write(state)
    }
    // What was acknowledged to a process that has ended counts all the same.
    world.witness.stored(state)
  }

  /// Without a copy, without a mark, and all at once: as one would do it at first.
  private func overwrite(_ bytes: [UInt8]) throws(StorageError) {
    let disk = ProcessDisk(process: process, world: world)
    do throws(SystemFailure) {
      let file = try disk.open("/stack/terraform.tfstate", O_RDWR | O_CREAT, permissions: 0o644)
      try disk.truncate(file, to: 0)
      _ = try disk.write(file, bytes[...], at: 0)
      try disk.synchronize(file)
    } catch { throw .failed(operation: "write", path: "state", reason: error.text) }
  }

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    let before = world.witness.timesTaken
    let token = try await inner.lock(info)
    // Taken away while the answer was on its way: it was granted before that, and does not count any more.
    if process.isAlive, world.witness.timesTaken == before { world.witness.holds(process) }
    return token
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    world.witness.lets(process)
    try await inner.unlock(token)
  }
}

struct MutatedJournal: Journal {
  let inner: any Journal
  let mutation: Mutation?

  func contents() async throws(StorageError) -> [UInt8]? {
    mutation == .journalIgnored ? nil : try await inner.contents()
  }
  func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError) {
    try await inner.begin(base, entries)
  }
  func append(_ entries: [JournalEntry]) async throws(StorageError) { try await inner.append(entries) }
  func remove() async throws(StorageError) { try await inner.remove() }
  func setAside() async throws(StorageError) -> String { try await inner.setAside() }
}

struct MutatedRecorder: ApplyRecorder {
  let inner: SessionRecorder<SimulatedClock>
  let mutation: Mutation?

  func begin(creating address: ResourceInstanceAddress) async throws {
    if mutation != .intentForgotten { try await inner.begin(creating: address) }
  }

  func outcomeUnknown(at address: ResourceInstanceAddress) async throws {
    if mutation == .unknownForgotten {
      // What the engine once did: as if nothing had been made.
      try await inner.record(
        address, provider: ProviderConfigAddress(provider: .builtin), ResourceInstanceState())
    } else {
      try await inner.outcomeUnknown(at: address)
    }
  }

  func record(
    _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState
  ) async throws {
    if mutation == .resultForgotten { return }
    try await inner.record(address, provider: provider, instance)
  }
}
