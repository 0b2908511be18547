import Connecting
import Model

/// States as objects of a bucket of Google Cloud Storage: `PREFIX/WORKSPACE.tfstate`, with `.tflock` beside it.
package struct GCSBackend: Backend {
  let bucket: GCSBucket
  /// With a slash at its end, or empty.
  let prefix: String
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  private static let suffix = ".tfstate"

  package func workspaces() async throws(StorageError) -> [String]? {
    do {
      let names = try await bucket.keys(prefix: prefix).compactMap { key -> String? in
        let name = key.dropFirst(prefix.count)
        guard name.hasSuffix(Self.suffix), !name.contains("/") else { return nil }
        return String(name.dropLast(Self.suffix.count))
      }
      return Set(names + [defaultWorkspace]).sorted()
    } catch {
      throw .failed(operation: "list the states of", path: "gs://\(bucket.name)/\(prefix)", reason: error.message)
    }
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    GCSStateStore(bucket: bucket, key: "\(prefix)\(workspace)\(Self.suffix)", lockKey: "\(prefix)\(workspace).tflock")
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) {
    let key = "\(prefix)\(workspace)\(Self.suffix)"
    do { _ = try await bucket.delete(key) } catch {
      throw .failed(operation: "delete", path: "gs://\(bucket.name)/\(key)", reason: error.message)
    }
  }
}

/// The state of one workspace in a bucket. The number of the lock is its object's generation.
struct GCSStateStore: ByteStore {
  let bucket: GCSBucket
  let key: String
  let lockKey: String

  func readBytes() async throws(StorageError) -> [UInt8]? {
    do { return try await bucket.get(key, isProtected: true) } catch { throw failed("read", error) }
  }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do { _ = try await bucket.put(key, bytes) } catch { throw failed("write", error) }
  }

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    var info = info
    info.path = "gs://\(bucket.name)/\(lockKey)"
    let owner: LockInfo?
    do throws(GCSBucket.Failure) {
      if let generation = try await bucket.put(lockKey, info.bytes, isNew: true) { return LockToken(id: generation) }
      owner = try await self.owner()
    } catch { throw failed("lock", error) }
    throw .locked(owner)
  }

  private func owner() async throws(GCSBucket.Failure) -> LockInfo? {
    guard let bytes = try await bucket.get(lockKey, isProtected: false), var owner = LockInfo(bytes: bytes),
      let generation = try await bucket.generation(lockKey)
    else { return nil }
    owner.id = generation
    return owner
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    guard !token.id.isEmpty, token.id.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw .notLocked("Lock ID should be numerical value, got '\(token.id)'")
    }
    let present: LockInfo?
    do throws(GCSBucket.Failure) {
      if try await bucket.delete(lockKey, generation: token.id) { return }
      present = try await owner()
    } catch { throw failed("unlock", error) }
    throw .notLocked(
      present.map { "lock ID '\(token.id)' does not match the existing lock ID '\($0.id)'\n\($0.text)" }
        ?? "the state is not locked")
  }

  private func failed(_ operation: String, _ error: GCSBucket.Failure) -> StorageError {
    .failed(operation: operation, path: "gs://\(bucket.name)/\(key)", reason: error.message)
  }
}

extension GCSBackend {
  private static let usualEndpoint = "https://storage.googleapis.com/storage/v1"
  private static let keyLength = 32

  static func open(_ arguments: BackendArguments) throws(DiagnosticsError) -> GCSBackend {
    var prefix = arguments.string("prefix") ?? ""
    while prefix.hasPrefix("/") { prefix.removeFirst() }
    if !prefix.isEmpty, !prefix.hasSuffix("/") { prefix += "/" }
    var endpoint =
      arguments.string(
        "storage_custom_endpoint", environment: "GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT",
        "GOOGLE_STORAGE_CUSTOM_ENDPOINT") ?? usualEndpoint
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    guard endpoint.hasPrefix("https://") || endpoint.hasPrefix("http://") else {
      throw arguments.problem(
        "storage_custom_endpoint", "Invalid endpoint", "The endpoint must be an http or https URL.")
    }
    var bucket = GCSBucket(
      name: try arguments.required("bucket"), endpoint: endpoint, tokens: GoogleTokens(try credentials(arguments)))
    bucket.keyName = arguments.string("kms_encryption_key", environment: "GOOGLE_KMS_ENCRYPTION_KEY")
    if let text = arguments.string("encryption_key", environment: "GOOGLE_ENCRYPTION_KEY") {
      guard bucket.keyName == nil else {
        throw arguments.problem(
          "encryption_key", "Conflicting arguments", "Only one of encryption_key and kms_encryption_key can be set.")
      }
      let content = AWSSurroundings.file(text).map { String(decoding: $0, as: UTF8.self) } ?? text
      let key = Base64.decode(String(content.filter { !$0.isWhitespace }))
      guard let key, key.count == keyLength else {
        throw arguments.problem(
          "encryption_key", "Error decoding encryption key", "The key must be \(keyLength) bytes in Base64.")
      }
      bucket.customerKey = key
    }
    return GCSBackend(
      bucket: bucket, prefix: prefix, makeIdentifier: arguments.makeIdentifier, makeLockInfo: arguments.makeLockInfo)
  }

  private static func credentials(_ arguments: BackendArguments) throws(DiagnosticsError) -> GoogleCredentials {
    var found: GoogleCredentials
    if let token = arguments.string("access_token", environment: "GOOGLE_OAUTH_ACCESS_TOKEN") {
      found = .token(token)
    } else if let text = arguments.string(
      "credentials", environment: "GOOGLE_BACKEND_CREDENTIALS", "GOOGLE_CREDENTIALS")
    {
      let content = text.contains("{") ? Array(text.utf8) : AWSSurroundings.file(text)
      guard let content, let given = GoogleCredentials(json: content) else {
        throw arguments.problem(
          "credentials", "Invalid credentials",
          "The credentials are neither the JSON of a service account's or user's key nor the path to a file with it.")
      }
      found = given
    } else {
      do { found = try .standard(arguments.environment) } catch {
        throw arguments.problem("credentials", "Invalid credentials", "\(error.message).")
      }
    }
    if let account = arguments.string(
      "impersonate_service_account", environment: "GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT",
      "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT")
    {
      found = .impersonated(
        account: account, delegates: arguments.strings("impersonate_service_account_delegates") ?? [], by: found)
    }
    return found
  }
}

extension BackendType {
  static let gcs = BackendType(
    name: "gcs",
    schema: SchemaBlock(
      attributes: [
        backendArgument("bucket", isRequired: true), backendArgument("access_token", isSensitive: true),
        backendArgument("credentials", isSensitive: true), backendArgument("encryption_key", isSensitive: true),
        backendArgument("impersonate_service_account_delegates", .list(.string)),
      ]
        + ["impersonate_service_account", "kms_encryption_key", "prefix", "storage_custom_endpoint"]
        .map { backendArgument($0) })
  ) { (arguments) throws(DiagnosticsError) in try GCSBackend.open(arguments) }
}
