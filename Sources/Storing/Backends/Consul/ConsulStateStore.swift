import Connecting
import Model

/// The state of one workspace in Consul: one value, or a list of pieces where it is too large for one.
actor ConsulStateStore: ByteStore {
  private let client: ConsulClient
  private let path: String
  private let compresses: Bool
  private let locks: Bool
  /// Of the value that was read or written last: nobody else may have written since.
  private var modifyIndex: Int?
  private var held: (session: String, renewal: Task<Void, Never>)?

  /// What Consul takes for one value.
  private static let pieceSize = 524_288

  init(client: ConsulClient, path: String, compresses: Bool, locks: Bool) {
    self.client = client
    self.path = path
    self.compresses = compresses
    self.locks = locks
  }

  deinit { held?.renewal.cancel() }

  private var folder: String {
    var folder = path[...]
    while folder.hasSuffix("/") { folder.removeLast() }
    return String(folder)
  }
  private var lockKey: String { "\(folder)/.lock" }
  private var infoKey: String { "\(folder)/.lockinfo" }

  /// Where the pieces of a state are.
  private struct Pieces {
    var hash: String
    var keys: [String]

    init(hash: String, keys: [String]) {
      self.hash = hash
      self.keys = keys
    }

    init?(_ value: [UInt8]) {
      guard let json = try? JSON.read(value), let hash = json["current-hash"]?.string,
        let keys = json["chunks"]?.array
      else { return nil }
      self.init(hash: hash, keys: keys.compactMap(\.string))
    }

    var bytes: [UInt8] {
      JSON.record([("chunks", .array(keys.map(JSON.string))), ("current-hash", .string(hash))]).written()
    }
  }

  func readBytes() async throws(StorageError) -> [UInt8]? {
    do throws(ConsulClient.Failure) {
      guard let pair = try await client.get(path) else { return nil }
      modifyIndex = pair.modifyIndex
      var value = pair.value
      let pieces = Pieces(value)
      if let pieces {
        value = []
        for key in pieces.keys {
          guard let piece = try await client.get(key) else { throw .init(message: "the piece \(key) is missing") }
          value += piece.value
        }
      }
      if Gzip.isCompressed(value) {
        guard let whole = Gzip.decompress(value, limit: StateFile.maximumSize) else {
          throw .init(message: "the compressed state is damaged")
        }
        value = whole
      }
      if let pieces, Hashing.hexadecimal(Hashing.md5(value)) != pieces.hash {
        throw .init(message: "the remote state does not match the expected hash")
      }
      return value
    } catch { throw failed("read", error) }
  }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do throws(ConsulClient.Failure) {
      let old = try await client.get(path).flatMap { Pieces($0.value) }
      let value = compresses ? Gzip.compress(bytes) : bytes
      let hash = Hashing.hexadecimal(Hashing.md5(bytes))
      // Twice the limit never fits, even with the encoding of the transaction.
      if value.count > 2 * Self.pieceSize {
        try await writeInPieces(value, hash)
      } else {
        switch try await client.write(path, value, index: modifyIndex) {
        case .done(let index): modifyIndex = index
        case .conflict(let reason): throw conflict(reason)
        case .tooLarge: try await writeInPieces(value, hash)
        }
      }
      // What is left of these does no harm.
      if let old, old.hash != hash || value.count <= Self.pieceSize {
        try? await client.delete("\(folder)/tfstate.\(old.hash)/", recursively: true)
      }
    } catch { throw failed("write", error) }
  }

  private func writeInPieces(_ value: [UInt8], _ hash: String) async throws(ConsulClient.Failure) {
    var keys: [String] = []
    for start in stride(from: 0, to: value.count, by: Self.pieceSize) {
      let key = "\(folder)/tfstate.\(hash)/\(keys.count)"
      try await client.put(key, Array(value[start..<min(start + Self.pieceSize, value.count)]))
      keys.append(key)
    }
    switch try await client.write(path, Pieces(hash: hash, keys: keys).bytes, index: modifyIndex) {
    case .done(let index): modifyIndex = index
    case .conflict(let reason): throw conflict(reason)
    case .tooLarge: throw .init(message: "the list of pieces is too large")
    }
  }

  private func conflict(_ reason: String) -> ConsulClient.Failure {
    ConsulClient.Failure(message: "another has written the state since it was read: \(reason)")
  }

  // MARK: - Locks

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    guard locks else { return LockToken(id: info.id) }
    if let held {
      throw .locked(LockInfo(id: held.session, operation: "", who: "", version: "", created: "", path: path))
    }
    do throws(ConsulClient.Failure) {
      let session = try await client.createSession()
      guard try await client.acquire(lockKey, session: session) else {
        try? await client.destroy(session: session)
        throw StorageErrorInFailure.locked
      }
      // The session's number is the lock's: whoever breaks it ends the session.
      var info = info
      info.id = session
      info.info = "consul session: \(session)"
      info.path = path
      try await client.put(infoKey, info.bytes)
      held = (session, renewal(session))
      return LockToken(id: session)
    } catch {
      if error.message == StorageErrorInFailure.locked.message { throw .locked(await owner()) }
      throw failed("lock", error)
    }
  }

  private enum StorageErrorInFailure {
    static let locked = ConsulClient.Failure(message: "another holds the lock")
  }

  private func owner() async -> LockInfo? { (try? await client.get(infoKey))?.flatMap { LockInfo(bytes: $0.value) } }

  /// Keeps the session alive for as long as the lock is held.
  private func renewal(_ session: String) -> Task<Void, Never> {
    Task { [client] in
      while !Task.isCancelled {
        guard (try? await Task.sleep(for: .seconds(ConsulClient.sessionTTL) / 2)) != nil else { return }
        // A failure may pass; when the session has ended, a write finds out whether another was there.
        if (try? await client.renew(session: session)) == false { return }
      }
    }
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    guard locks else { return }
    do throws(ConsulClient.Failure) {
      if let held {
        guard held.session == token.id else { throw .init(message: "the lock is that of session \(held.session)") }
        held.renewal.cancel()
        self.held = nil
      } else {
        // By force: the one who holds it must be the one who was named.
        guard let pair = try await client.get(lockKey), pair.session == token.id else {
          throw .init(message: "no session \(quotedText(token.id)) holds the lock")
        }
      }
      try await client.delete(infoKey)
      try await client.release(lockKey, session: token.id)
      try await client.delete(lockKey)
      try await client.destroy(session: token.id)
    } catch { throw .notLocked("\(error.message)") }
  }

  private func failed(_ operation: String, _ error: ConsulClient.Failure) -> StorageError {
    .failed(operation: operation, path: "\(path) in Consul", reason: error.message)
  }
}
