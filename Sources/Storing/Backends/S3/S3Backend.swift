import Connecting
import Model

/// States as objects of a bucket: the default workspace's under the key itself, the others' under a prefix and their name.
package struct S3Backend: Backend {
  let bucket: S3Bucket
  let key: String
  let workspacePrefix: String
  let usesLockFile: Bool
  let lockTable: DynamoDBLockTable?
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  private var folder: String { workspacePrefix.isEmpty ? "" : "\(workspacePrefix)/" }

  func stateKey(of workspace: String) -> String {
    workspace == defaultWorkspace ? key : "\(folder)\(workspace)/\(key)"
  }

  package func workspaces() async throws(StorageError) -> [String]? {
    let keys: [String]
    do { keys = try await bucket.keys(prefix: folder) } catch { throw failed("list the workspaces of", error) }
    return ([defaultWorkspace] + keys.compactMap(workspace(ofKey:))).sorted()
  }

  /// The workspace whose state has this key, or nil when it is something else.
  func workspace(ofKey stateKey: String) -> String? {
    guard stateKey.hasPrefix(folder) else { return nil }
    let parts = stateKey.dropFirst(folder.count).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1] == key, parts[0] != defaultWorkspace else { return nil }
    return String(parts[0])
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    S3StateStore(bucket: bucket, key: stateKey(of: workspace), usesLockFile: usesLockFile, lockTable: lockTable)
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) {
    let key = stateKey(of: workspace)
    do {
      try await bucket.delete(key)
      try await lockTable?.removeDigest(of: "\(bucket.name)/\(key)")
    } catch { throw failed("delete the state of workspace \(workspace) in", error) }
  }

  private func failed(_ operation: String, _ error: AWSError) -> StorageError {
    .failed(operation: operation, path: "s3://\(bucket.name)", reason: bucket.explained(error))
  }
}

/// The state of one workspace in a bucket, locked by an object beside it, by a table, or by both.
package struct S3StateStore: ByteStore {
  let bucket: S3Bucket
  let key: String
  let usesLockFile: Bool
  let lockTable: DynamoDBLockTable?

  private var path: String { "\(bucket.name)/\(key)" }
  private var lockKey: String { "\(key).tflock" }

  package func readBytes() async throws(StorageError) -> [UInt8]? {
    do {
      guard let lockTable else { return try await bucket.get(key) }
      return try await lockTable.consistent(path) { () async throws(AWSError) in
        try await bucket.get(key)
      }
    } catch { throw failed("read", error) }
  }

  package func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do {
      try await bucket.put(key, bytes)
      try await lockTable?.putDigest(of: path, bytes)
    } catch { throw failed("write", error) }
  }

  package func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    var info = info
    info.path = path
    if usesLockFile { try await lockByFile(info) }
    if let lockTable {
      do throws(StorageError) { try await lock(info, by: lockTable) } catch {
        try? await release(info.id)
        throw error
      }
    }
    return LockToken(id: info.id)
  }

  private func lockByFile(_ info: LockInfo) async throws(StorageError) {
    let owner: LockInfo?
    do throws(AWSError) {
      if try await bucket.create(lockKey, info.bytes) { return }
      owner = try await bucket.get(lockKey).flatMap { LockInfo(bytes: $0) }
    } catch { throw failed("lock", error) }
    // An attempt whose answer was lost may have made it: then it is ours.
    if owner?.id != info.id { throw .locked(owner) }
  }

  private func lock(_ info: LockInfo, by table: DynamoDBLockTable) async throws(StorageError) {
    let owner: LockInfo?
    do throws(AWSError) {
      if try await table.put(info, path: path) { return }
      owner = try await table.owner(of: path)
    } catch { throw failed("lock", error) }
    if owner?.id != info.id { throw .locked(owner) }
  }

  package func unlock(_ token: LockToken) async throws(StorageError) {
    // Both are tried, so that no lock is left behind because of the other.
    var failure: StorageError?
    do throws(StorageError) { try await release(token.id) } catch { failure = error }
    guard let lockTable else {
      if let failure { throw failure }
      return
    }
    let owner: LockInfo?
    do throws(AWSError) {
      owner = try await lockTable.owner(of: path)
      if let owner, owner.id == token.id { try await lockTable.remove(owner, path: path) }
    } catch { throw failed("unlock", error) }
    if let failure { throw failure }
    try check(owner, token.id)
  }

  /// Removes the lock object, if it is of this lock.
  private func release(_ id: String) async throws(StorageError) {
    guard usesLockFile else { return }
    let owner: LockInfo?
    do throws(AWSError) {
      owner = try await bucket.get(lockKey).flatMap { LockInfo(bytes: $0) }
      if owner?.id == id { try await bucket.delete(lockKey) }
    } catch { throw failed("unlock", error) }
    try check(owner, id)
  }

  private func check(_ owner: LockInfo?, _ id: String) throws(StorageError) {
    guard let owner else { throw .notLocked("the state is not locked") }
    guard owner.id == id else {
      throw .notLocked("lock ID '\(id)' does not match the existing lock ID '\(owner.id)'\n\(owner.text)")
    }
  }

  private func failed(_ operation: String, _ error: AWSError) -> StorageError {
    .failed(operation: operation, path: "s3://\(path)", reason: bucket.explained(error))
  }
}

extension S3Bucket {
  /// The error in a user's words, where those of the service do not say what to do.
  func explained(_ error: AWSError) -> String {
    switch error.code {
    case "NoSuchBucket":
      return "S3 bucket \"\(name)\" does not exist. The referenced S3 bucket must have been previously created. If it "
        + "was created within the last minute, wait for a minute or two and try again. \(error.description)"
    case "PermanentRedirect", "MovedPermanently", "AuthorizationHeaderMalformed":
      guard case .service(let fault) = error, let region = fault.bucketRegion else { return error.description }
      return "S3 bucket \"\(name)\" is in the region \(region), and not in \(client.region): set \"region\" to it. "
        + error.description
    default: return error.description
    }
  }
}
