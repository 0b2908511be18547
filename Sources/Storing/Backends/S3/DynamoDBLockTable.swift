import Connecting
import Model

/// Locks of states as items of a table, with the digest of each state, by which a stale copy is recognized.
struct DynamoDBLockTable: Sendable {
  let client: AWSClient
  let name: String
  let wait: @Sendable (Duration) async throws -> Void

  /// For how long a state may lag behind its digest, and between which tries.
  private static let pause: Duration = .seconds(2)
  private static let attempts = 6

  private func item(_ id: String, _ attributes: (String, String)...) -> JSON {
    .record(([("LockID", id)] + attributes).map { ($0, .record([("S", .string($1))])) })
  }

  private func call(_ operation: String, _ parameters: [(String, JSON?)]) -> AWSCall {
    .json(
      .dynamoDB, target: "DynamoDB_20120810.\(operation)", version: "1.0",
      .record([("TableName", .string(name))] + parameters))
  }

  /// False when there is a lock already.
  func put(_ info: LockInfo, path: String) async throws(AWSError) -> Bool {
    let text = String(decoding: info.bytes, as: UTF8.self)
    let call = call(
      "PutItem",
      [("Item", item(path, ("Info", text))), ("ConditionExpression", .string("attribute_not_exists(LockID)"))])
    do {
      _ = try await client.json(call)
      return true
    } catch {
      guard error.code == "ConditionalCheckFailedException" else { throw error }
      return false
    }
  }

  func owner(of path: String) async throws(AWSError) -> LockInfo? {
    try await text(path, "Info").flatMap { LockInfo(bytes: Array($0.utf8)) }
  }

  /// Only as long as it is this very lock.
  func remove(_ info: LockInfo, path: String) async throws(AWSError) {
    guard let text = try await text(path, "Info"), LockInfo(bytes: Array(text.utf8))?.id == info.id else { return }
    _ = try await client.json(
      call(
        "DeleteItem",
        [
          ("Key", item(path)), ("ConditionExpression", .string("Info = :info")),
          ("ExpressionAttributeValues", .record([(":info", .record([("S", .string(text))]))])),
        ]))
  }

  func putDigest(of path: String, _ bytes: [UInt8]) async throws(AWSError) {
    let digest = Hashing.hexadecimal(Hashing.md5(bytes))
    _ = try await client.json(call("PutItem", [("Item", item("\(path)-md5", ("Digest", digest)))]))
  }

  func removeDigest(of path: String) async throws(AWSError) {
    _ = try await client.json(call("DeleteItem", [("Key", item("\(path)-md5"))]))
  }

  private func text(_ id: String, _ attribute: String) async throws(AWSError) -> String? {
    let call = call(
      "GetItem",
      [
        ("Key", item(id)), ("ProjectionExpression", .string("LockID, \(attribute)")), ("ConsistentRead", .bool(true)),
      ])
    return try await client.json(call)["Item"]?[attribute]?["S"]?.string
  }

  /// What is read, once its digest is the one recorded; or an error when that does not come to be.
  func consistent(
    _ path: String, _ read: () async throws(AWSError) -> [UInt8]?
  ) async throws(AWSError) -> [UInt8]? {
    for attempt in 1...Self.attempts {
      let bytes = try await read()
      guard let expected = try await text("\(path)-md5", "Digest"), !expected.isEmpty else { return bytes }
      if let bytes, Hashing.hexadecimal(Hashing.md5(bytes)) == expected { return bytes }
      guard attempt < Self.attempts else { break }
      do { try await wait(Self.pause) } catch { throw .transport(.cancelled) }
    }
    throw .configuration(
      "the state does not have the content that the table \(name) records for it. This may be the delay with which a "
        + "write becomes visible: wait a little and try again. If it stays, and you know that the state is right, remove the "
        + "item \"\(path)-md5\" of the table")
  }
}
