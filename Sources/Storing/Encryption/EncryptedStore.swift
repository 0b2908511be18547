import Model

extension ByteStore {
  /// The same store with encryption; itself where there is none.
  package func encrypted(with sealer: Sealer?) -> any StateStore {
    guard let sealer else { return self }
    return EncryptedStore(self, sealer: sealer)
  }
}

extension Sealer {
  /// A state's bytes as they may be kept beside it: what was stored in the open is not kept in the open.
  package func sealedState(_ stored: [UInt8]) async throws(StorageError) -> [UInt8] {
    do throws(EncryptionError) {
      if try EncryptedPayload(stored) != nil { return stored }
      let json = try? JSON.read(stored)
      return try await seal(stored, serial: json?["serial"]?.int, lineage: json?["lineage"]?.string)
    } catch { throw .invalid([error.diagnostic]) }
  }
}

/// A store whose state is encrypted on its way there and decrypted on its way back.
package struct EncryptedStore: ByteStore {
  private let inner: any ByteStore
  private let sealer: Sealer

  package init(_ inner: any ByteStore, sealer: Sealer) {
    self.inner = inner
    self.sealer = sealer
  }

  package var locksCanBeTaken: Bool { inner.locksCanBeTaken }

  package func readBytes() async throws(StorageError) -> [UInt8]? {
    guard let bytes = try await inner.readBytes(), !bytes.isEmpty else { return nil }
    do throws(EncryptionError) { return try await sealer.open(bytes) } catch { throw .invalid([error.diagnostic]) }
  }

  package func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    // The identity of the state, which `StateFile` has just written.
    let json = try? JSON.read(bytes)
    let sealed: [UInt8]
    do throws(EncryptionError) {
      sealed = try await sealer.seal(bytes, serial: json?["serial"]?.int, lineage: json?["lineage"]?.string)
    } catch { throw .invalid([error.diagnostic]) }
    try await inner.writeBytes(sealed)
  }

  package func lock(_ info: LockInfo) async throws(StorageError) -> LockToken { try await inner.lock(info) }
  package func unlock(_ token: LockToken) async throws(StorageError) { try await inner.unlock(token) }
}
