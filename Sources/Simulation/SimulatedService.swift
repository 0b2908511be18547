import Model
import Storing
import Synchronization

/// A service that keeps a state and its lock, as one behind HTTP does: whoever has lost the lock may not write.
final class SimulatedService: Sendable {
  private let content = Mutex(Content())

  private struct Content {
    var bytes: [UInt8]?
    var lock: LockInfo?
  }

  var bytes: [UInt8]? { content.withLock { $0.bytes } }
  var holder: LockInfo? { content.withLock { $0.lock } }

  /// Nil when it was granted; otherwise, who has it.
  func lock(_ info: LockInfo) -> LockInfo? {
    content.withLock { content in
      if let lock = content.lock, lock.id != info.id { return lock }
      content.lock = info
      return nil
    }
  }

  func unlock(_ id: String) -> Bool {
    content.withLock { content in
      guard content.lock?.id == id else { return false }
      content.lock = nil
      return true
    }
  }

  /// A person, or another program, takes the lock away; perhaps for itself.
  func take(_ info: LockInfo?) { content.withLock { $0.lock = info } }

  func write(_ bytes: [UInt8], lock id: String?) -> Bool {
    content.withLock { content in
      if let lock = content.lock, lock.id != id { return false }
      content.bytes = bytes
      return true
    }
  }
}

/// The way to the service, which is long and not always open: an answer may be lost after the service has done what it was
/// asked for.
actor ServiceStore: ByteStore {
  private let service: SimulatedService
  private let process: SimulatedProcess
  private let world: World
  private var held: String?

  init(service: SimulatedService, process: SimulatedProcess, world: World) {
    self.service = service
    self.process = process
    self.world = world
  }

  private enum Trouble {
    case before, after
  }

  private func failure(_ operation: String) -> StorageError {
    .failed(operation: operation, path: "service", reason: "the connection was closed")
  }

  private func ask<Answer: Sendable>(
    _ operation: String, _ body: () throws(StorageError) -> Answer
  ) async throws(StorageError) -> Answer {
    let trouble: Trouble? =
      world.chance.happens(world.faults.service) ? (world.chance.happens(500) ? .before : .after) : nil
    try? await world.clock.sleep(for: .milliseconds(world.chance.below(400)))
    guard process.step(operation), trouble != .before else { throw failure(operation) }
    let answer = try body()
    guard process.step() else { throw failure(operation) }
    try? await world.clock.sleep(for: .milliseconds(world.chance.below(400)))
    guard process.isAlive, trouble != .after else { throw failure(operation) }
    return answer
  }

  func readBytes() async throws(StorageError) -> [UInt8]? { try await ask("read") { service.bytes } }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    let isDone = try await ask("write") { service.write(bytes, lock: held) }
    if !isDone { throw .failed(operation: "write", path: "service", reason: "the state is locked by another") }
  }

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    let owner = try await ask("lock") { service.lock(info) }
    if world.mutation != .serviceLockIgnored, let owner { throw .locked(owner) }
    held = info.id
    return LockToken(id: info.id)
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    if !(try await ask("unlock") { service.unlock(token.id) }) { throw .notLocked("the lock is another's") }
    held = nil
  }
}
