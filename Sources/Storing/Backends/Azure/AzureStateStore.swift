import Connecting
import Model

/// The state of one workspace in a blob. The lock is a lease on it, its identifier the lease's, and who holds it is told by the
/// blob's metadata.
actor AzureStateStore: ByteStore {
  private let container: AzureContainer
  private let key: String
  private let takesSnapshots: Bool
  private var lease: String?

  /// Of the metadata.
  private static let infoName = "terraformlockid"

  init(container: AzureContainer, key: String, takesSnapshots: Bool) {
    self.container = container
    self.key = key
    self.takesSnapshots = takesSnapshots
  }

  func readBytes() async throws(StorageError) -> [UInt8]? {
    do {
      // A blob that was made to be locked is empty.
      return try await container.get(key).flatMap { $0.isEmpty ? nil : $0 }
    } catch { throw failed("read", error) }
  }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do throws(AzureFailure) {
      let present = try await container.properties(key)
      if takesSnapshots, present != nil { try await container.snapshot(key, lease: lease) }
      _ = try await container.put(key, bytes, metadata: present?.metadata ?? [:], lease: lease)
    } catch { throw failed("write", error) }
  }

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    var info = info
    info.path = "\(container.name)/\(key)"
    var owner: LockInfo?
    do throws(AzureFailure) {
      if try await acquire(info) { return LockToken(id: info.id) }
      owner = try await self.owner()
    } catch { throw failed("lock", error) }
    throw .locked(owner)
  }

  private func acquire(_ info: LockInfo) async throws(AzureFailure) -> Bool {
    var present = try await container.properties(key)
    if present == nil {
      // Only what is there can be leased.
      _ = try await container.put(key, [], isNew: true)
      present = try await container.properties(key)
    }
    guard try await container.acquire(key, lease: info.id) else { return false }
    var metadata = present?.metadata ?? [:]
    metadata[Self.infoName] = String(decoding: Base64.encode(info.bytes), as: UTF8.self)
    do {
      try await container.setMetadata(key, metadata, lease: info.id)
    } catch {
      _ = try? await container.release(key, lease: info.id)
      throw error
    }
    lease = info.id
    return true
  }

  private func owner() async throws(AzureFailure) -> LockInfo? {
    guard let text = try await container.properties(key)?.metadata[Self.infoName] else { return nil }
    return Base64.decode(text).flatMap { LockInfo(bytes: $0) }
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    let owner: LockInfo?
    do throws(AzureFailure) {
      let present = try await container.properties(key)
      owner = try await self.owner()
      // Without a word about its holder, a lease can still be given back by whoever knows it.
      if let present, present.isLeased, owner == nil || owner?.id == token.id {
        var metadata = present.metadata
        if metadata.removeValue(forKey: Self.infoName) != nil {
          try await container.setMetadata(key, metadata, lease: token.id)
        }
        if try await container.release(key, lease: token.id) {
          lease = nil
          return
        }
      }
    } catch { throw failed("unlock", error) }
    throw .notLocked(
      owner.map { "lock ID '\(token.id)' does not match the existing lock ID '\($0.id)'\n\($0.text)" }
        ?? "the state is not locked with the ID '\(token.id)'")
  }

  private func failed(_ operation: String, _ error: AzureFailure) -> StorageError {
    var reason = error.message
    if error.code.hasPrefix("Lease") {
      reason +=
        lease == nil
        ? ": somebody else has locked the state" : ": the lock was taken away, and somebody else may be at work"
    }
    return .failed(operation: operation, path: "\(container.name)/\(key) in \(container.endpoint)", reason: reason)
  }
}
