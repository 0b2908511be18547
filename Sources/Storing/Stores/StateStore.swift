package import Model

/// A state as it was read, with the bytes it was read from.
package struct StoredState: Sendable, Equatable {
  package var state: State
  package var bytes: [UInt8]

  package init(state: State, bytes: [UInt8]) {
    self.state = state
    self.bytes = bytes
  }
}

/// Where a workspace's state is kept: a file, or memory with faults for tests.
package protocol StateStore: Sendable {
  /// Whether a person can take a lock away while its holder goes on, as with all stores that only keep a note of who has it.
  var locksCanBeTaken: Bool { get }
  /// Nil when there is no state yet.
  func read() async throws(StorageError) -> StoredState?
  /// Puts the state there as it is: serial and lineage are the caller's (`State.successor`).
  func write(_ state: State) async throws(StorageError)
  /// Tries once; throws `.locked` when another holds the lock.
  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken
  func unlock(_ token: LockToken) async throws(StorageError)
}

/// Proof of a lock that is held.
package struct LockToken: Sendable, Hashable {
  package var id: String

  package init(id: String) { self.id = id }
}

extension StateStore {
  package var locksCanBeTaken: Bool { true }

  /// How long to wait between two tries.
  package static var lockRetryInterval: Duration { .milliseconds(500) }

  /// Goes on trying for as long as `timeout`. `waiting` is called once, when the first try has failed.
  package func lock(
    _ info: LockInfo, timeout: Duration, clock: some Clock<Duration>, waiting: @Sendable () -> Void = {}
  ) async throws(StorageError) -> LockToken {
    var waited = Duration.zero
    var isFirst = true
    while true {
      do {
        return try await lock(info)
      } catch {
        guard case .locked = error, waited < timeout else { throw error }
        if isFirst { waiting() }
        isFirst = false
        let pause = min(Self.lockRetryInterval, timeout - waited)
        // Cancelled: no longer wanted.
        guard (try? await clock.sleep(for: pause)) != nil else { throw error }
        waited += pause
      }
    }
  }
}

extension State {
  /// This state as it follows the one that is stored: with its lineage and the next serial. Nil when nothing differs,
  /// for
  /// then nothing is to be written.
  package func successor(of stored: State?, newLineage: String) -> State? {
    var next = self
    guard let stored else {
      if next.lineage.isEmpty { next.lineage = newLineage }
      next.serial = max(serial, 1)
      return next
    }
    next.lineage = stored.lineage.isEmpty ? newLineage : stored.lineage
    next.serial = stored.serial
    if next == stored { return nil }
    next.serial = stored.serial + 1
    return next
  }
}
