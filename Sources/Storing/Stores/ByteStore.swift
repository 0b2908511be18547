package import Model

/// A store that keeps a state as bytes, and leaves what they mean to others: to Terraform's format, or to encryption.
package protocol ByteStore: StateStore {
  /// Nil when there is no state yet.
  func readBytes() async throws(StorageError) -> [UInt8]?
  func writeBytes(_ bytes: [UInt8]) async throws(StorageError)
}

extension ByteStore {
  package func read() async throws(StorageError) -> StoredState? {
    guard let bytes = try await readBytes(), !bytes.isEmpty else { return nil }
    if Sealer.isSealed(bytes) { throw .invalid([EncryptionError.noEncryption.diagnostic]) }
    do {
      return StoredState(state: try StateFile.decode(bytes), bytes: bytes)
    } catch {
      throw .invalid(error.diagnostics)
    }
  }

  package func write(_ state: State) async throws(StorageError) { try await writeBytes(StateFile.encode(state)) }
}

extension LockInfo {
  /// As it was left by whoever holds a lock; nil when it cannot be read.
  package init?(bytes: [UInt8]) {
    guard let json = try? JSON.read(bytes) else { return nil }
    self.init(json: json)
  }

  /// As Terraform writes it.
  package var bytes: [UInt8] { json.written(escapesHTML: true) }
}
