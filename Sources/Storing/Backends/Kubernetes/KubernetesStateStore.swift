import Connecting
import Model

/// The state of one workspace in a secret, compressed, or in several where it is too large for one. The lock is a lease whose
/// holder is the lock's identifier.
struct KubernetesStateStore: ByteStore {
  let client: KubernetesClient
  let workspace: String
  let suffix: String
  /// Beside those by which states are found.
  let moreLabels: [String: String]

  private static let dataName = "tfstate"
  private static let infoName = "app.terraform.io/lock-info"
  /// What the API takes for one secret.
  private static let pieceSize = 1_048_576

  typealias Failure = KubernetesAccess.Failure

  var secretName: String { "tfstate-\(workspace)-\(suffix)" }
  private var leaseName: String { "lock-\(secretName)" }
  private var place: String { "secret \(secretName) in the namespace \(client.namespace)" }

  private func pieceName(_ index: Int) -> String { index == 0 ? secretName : "\(secretName)-part-\(index)" }

  private var labels: [String: String] {
    [
      "tfstate": "true", "tfstateSecretSuffix": suffix, "tfstateWorkspace": workspace,
      "app.kubernetes.io/managed-by": "terraform",
    ].merging(moreLabels) { $1 }
  }

  /// Every secret of this state, in order.
  private func pieces() async throws(Failure) -> [(name: String, content: JSON)] {
    let found = try await client.list(
      .secret,
      labels: [("tfstate", "true"), ("tfstateSecretSuffix", suffix), ("tfstateWorkspace", workspace)])
    var pieces: [Int: JSON] = [:]
    for secret in found {
      guard let name = secret["metadata"]?["name"]?.string else { continue }
      if name == secretName { pieces[0] = secret }
      if name.hasPrefix("\(secretName)-part-"), let index = Int(name.dropFirst("\(secretName)-part-".count)) {
        pieces[index] = secret
      }
    }
    return pieces.sorted { $0.key < $1.key }.map { (pieceName($0.key), $0.value) }
  }

  func readBytes() async throws(StorageError) -> [UInt8]? {
    do throws(Failure) {
      var compressed: [UInt8] = []
      for (name, piece) in try await pieces() {
        guard let text = piece["data"]?[Self.dataName]?.string else { continue }
        guard let bytes = Base64.decode(text) else { throw .init(message: "the data of \(name) are no Base64") }
        compressed += bytes
      }
      if compressed.isEmpty { return nil }
      guard let bytes = Gzip.decompress(compressed, limit: StateFile.maximumSize) else {
        throw .init(message: "the compressed state is damaged, or one of its pieces is missing")
      }
      return bytes
    } catch { throw failed("read", error) }
  }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do throws(Failure) {
      let old = try await pieces()
      let compressed = Gzip.compress(bytes)
      var names: [String] = []
      for start in stride(from: 0, to: compressed.count, by: Self.pieceSize) {
        let name = pieceName(names.count)
        let piece = Array(compressed[start..<min(start + Self.pieceSize, compressed.count)])
        try await write(piece, to: name, over: old.first { $0.name == name }?.content)
        names.append(name)
      }
      for piece in old where !names.contains(piece.name) { try await client.delete(.secret, piece.name) }
    } catch { throw failed("write", error) }
  }

  private func write(_ bytes: [UInt8], to name: String, over present: JSON?) async throws(Failure) {
    let text = JSON.string(String(decoding: Base64.encode(bytes), as: UTF8.self))
    let data = (present?["data"] ?? .object([])).setting(Self.dataName, to: text)
    let isWritten: Bool
    if let present {
      // An object in a list does not say what it is.
      let named = present.setting("apiVersion", to: .string("v1")).setting("kind", to: .string("Secret"))
      isWritten = try await client.update(.secret, name, named.setting("data", to: data))
    } else {
      isWritten = try await client.create(
        .secret,
        .record([
          ("apiVersion", .string("v1")), ("kind", .string("Secret")),
          (
            "metadata",
            .record([
              ("name", .string(name)), ("namespace", .string(client.namespace)),
              ("labels", .sortedObject(labels.mapValues(JSON.string))),
              ("annotations", .record([("encoding", .string("gzip"))])),
            ])
          ),
          ("data", data),
        ]))
    }
    if !isWritten { throw .init(message: "somebody else has changed the secret \(name) at the same time") }
  }

  // MARK: - The lock

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    let owner: LockInfo?
    do throws(Failure) {
      if try await acquire(info) { return LockToken(id: info.id) }
      owner = try await client.get(.lease, leaseName).flatMap(Self.owner)
    } catch { throw failed("lock", error) }
    throw .locked(owner)
  }

  private func acquire(_ info: LockInfo) async throws(Failure) -> Bool {
    let notes = JSON.record([(Self.infoName, .string(String(decoding: info.bytes, as: UTF8.self)))])
    let holding = JSON.record([("holderIdentity", .string(info.id))])
    guard let present = try await client.get(.lease, leaseName) else {
      return try await client.create(
        .lease,
        .record([
          ("apiVersion", .string("coordination.k8s.io/v1")), ("kind", .string("Lease")),
          (
            "metadata",
            .record([
              ("name", .string(leaseName)), ("labels", .sortedObject(labels.mapValues(JSON.string))),
              ("annotations", notes),
            ])
          ),
          ("spec", holding),
        ]))
    }
    if let holder = Self.holder(of: present) { return holder == info.id }
    let metadata = present["metadata"] ?? .object([])
    return try await client.update(
      .lease, leaseName,
      present.setting("metadata", to: metadata.setting("annotations", to: notes)).setting("spec", to: holding))
  }

  private static func holder(of lease: JSON) -> String? {
    lease["spec"]?["holderIdentity"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func owner(_ lease: JSON) -> LockInfo? {
    lease["metadata"]?["annotations"]?[infoName]?.string.flatMap { LockInfo(bytes: Array($0.utf8)) }
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    let reason: String
    do throws(Failure) {
      let lease = try await client.get(.lease, leaseName)
      if let lease, let holder = Self.holder(of: lease) {
        if holder == token.id {
          let metadata = lease["metadata"] ?? .object([])
          let isFree = try await client.update(
            .lease, leaseName,
            lease.setting("metadata", to: metadata.setting("annotations", to: .object([])))
              .setting("spec", to: .object([])))
          if isFree { return }
          reason = "somebody else has changed the lock at the same time"
        } else {
          reason =
            "lock ID '\(token.id)' does not match the existing lock ID '\(holder)'"
            + (Self.owner(lease).map { "\n\($0.text)" } ?? "")
        }
      } else {
        reason = "the state is not locked"
      }
    } catch { throw failed("unlock", error) }
    throw .notLocked(reason)
  }

  /// The state and its lock.
  func delete() async throws(StorageError) {
    do throws(Failure) {
      for piece in try await pieces() { try await client.delete(.secret, piece.name) }
      try await client.delete(.lease, leaseName)
    } catch { throw failed("delete", error) }
  }

  private func failed(_ operation: String, _ error: Failure) -> StorageError {
    .failed(operation: operation, path: place, reason: error.message)
  }
}

extension JSON {
  /// An object with a member in the place of the one of this name, if there was any.
  fileprivate func setting(_ name: String, to value: JSON) -> JSON {
    .object((members ?? []).filter { $0.name != name } + [JSON.Member(name, value)])
  }
}
