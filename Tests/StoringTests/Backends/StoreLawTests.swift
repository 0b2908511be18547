import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// One table of laws over the stores that a way leads to, on which things go wrong: HTTP, S3 and PostgreSQL, each behind
/// `fault_proxy.py`. What all stores share without faults is in `expectContract` and `expectWorkspaces`.
@Suite(.serialized)
struct StoreLawTests {
  @Test func `a state behind HTTP keeps the laws, whatever happens on the way`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.url.replacing("http://", with: ""))
    defer { proxy.stop() }
    try await expectLaws(
      StoreSite(
        proxy: proxy, isFenced: true, knowsForce: true, isHTTP: true,
        open: { name, faulty in
          let address = Value.string("\(faulty ? proxy.url : server.url)/state/\(name)")
          return try await open(
            .http,
            [
              "address": address, "lock_address": address, "unlock_address": address,
              "retry_wait_min": .integer(0), "retry_wait_max": .integer(1),
            ])
        }))
  }

  @Test(.enabled(if: standIn != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `a state in S3 keeps the laws, whatever happens on the way`() async throws {
    let endpoint = try #require(standIn)
    let proxy = try FaultProxy(to: endpoint.replacing("http://", with: ""))
    defer { proxy.stop() }
    let environment = [
      "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in", "AWS_REGION": "us-east-1",
    ]
    let bucket = "laws-\(UUID().uuidString.prefix(8).lowercased())"
    var made = HTTPRequest(.put, "\(endpoint)/\(bucket)")
    made.headers = [HTTPHeader("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request")]
    _ = try await HTTPClient().send(made)
    try await expectLaws(
      StoreSite(
        proxy: proxy, isFenced: false, knowsForce: true, isHTTP: true,
        open: { name, faulty in
          try await open(
            .s3,
            [
              "bucket": .string(bucket), "key": .string("\(name).tfstate"), "use_lockfile": .true,
              "use_path_style": .true, "max_retries": .integer(3),
            ], environment: environment.merging(["AWS_ENDPOINT_URL": faulty ? proxy.url : endpoint]) { $1 })
        }))
  }

  @Test(.enabled(if: PostgreSQLServer.programs != nil, Comment(rawValue: PostgreSQLServer.missing)))
  func `a state in PostgreSQL keeps the laws, whatever happens on the way`() async throws {
    let server = try #require(PostgreSQLServer.shared)
    let folder = try #require(server.connectionString.firstMatch(of: /host=(\S+)/)?.output.1)
    let proxy = try FaultProxy(to: "\(folder)/.s.PGSQL.5432")
    defer { proxy.stop() }
    let port = try #require(proxy.url.split(separator: ":").last)
    try await expectLaws(
      StoreSite(
        proxy: proxy, isFenced: true, knowsForce: false, isHTTP: false,
        open: { name, faulty in
          let way = "host=127.0.0.1 port=\(port) user=plumb dbname=postgres sslmode=disable"
          return try await open(
            .pg,
            [
              "conn_str": .string(faulty ? way : server.connectionString), "schema_name": .string("laws_\(name)"),
            ])
        }))
  }
}

/// A store, the way to it, and what it can.
private struct StoreSite {
  let proxy: FaultProxy
  /// Whoever has lost the lock cannot write.
  var isFenced: Bool
  /// A lock can be taken away from outside of the session that holds it.
  var knowsForce: Bool
  var isHTTP: Bool
  /// A backend for a state of this name, by the way on which things go wrong or past it.
  var open: (_ name: String, _ faulty: Bool) async throws -> any Backend
}

private func info(_ id: Int) -> LockInfo {
  LockInfo(
    id: "00000000-0000-0000-0000-00000000000\(id)", operation: "OperationTypeApply", who: "me@here", version: "1.11.4",
    created: "2026-01-02T03:04:05Z")
}

/// Several megabytes, in every script.
private func largeState(serial: Int) -> State {
  var state = State(terraformVersion: "1.11.4", serial: serial, lineage: "laws")
  state.outputs["text"] = OutputValue(
    value: .string(String(repeating: "ü 漢字 🚀 \u{7} \"\\ ", count: 100_000) + "\(serial)"), isSensitive: false)
  return state
}

private func expectLaws(_ site: StoreSite) async throws {
  try await expectWholeStates(site)
  try await expectLostAnswers(site)
  try await expectExclusion(site)
  if site.isHTTP { try await expectStatuses(site) }
}

/// Large states, slow ways, and connections that are cut in the midst of a write: what is there is old or new.
private func expectWholeStates(_ site: StoreSite) async throws {
  let store = try await site.open("whole", true).store(of: "default")
  let other = try await site.open("whole", false).store(of: "default")
  #expect(try await store.read() == nil)
  try await site.proxy.fault(#"{"kind": "slow", "seconds": 0.05, "times": 4}"#)
  let first = largeState(serial: 1)
  try await store.write(first)
  #expect(try await store.read()?.bytes == StateFile.encode(first))
  #expect(try await other.read()?.state == first)
  for bytes in [1, 2_000, 500_000] {
    let hand = try await site.open("whole", true).store(of: "default")
    _ = try await hand.read()
    let match = site.isHTTP ? #", "match": "whole""# : ""
    try await site.proxy.fault(#"{"kind": "cut-request", "bytes": \#(bytes)\#(match)}"#)
    await #expect(throws: StorageError.self, "cut after \(bytes)") { try await hand.write(largeState(serial: 2)) }
    try await site.proxy.fault("{}")
    #expect(try await other.read()?.state == first, "cut after \(bytes)")
  }
  let last = try await site.open("whole", true).store(of: "default")
  try await last.write(largeState(serial: 3))
  #expect(try await other.read()?.state == largeState(serial: 3))
}

/// The store has done what was asked for, and its answer does not come through: once, so that trying again is told how it is.
private func expectLostAnswers(_ site: StoreSite) async throws {
  let store = try await site.open("answers", true).store(of: "default")
  let other = try await site.open("answers", false).store(of: "default")
  try await other.write(largeState(serial: 1))
  _ = try await store.read()
  // Whether it fails or was tried once more: the state is the new one, and there is one of it.
  let match = site.isHTTP ? #", "match": "answers""# : ""
  try await site.proxy.fault(#"{"kind": "cut-answer", "bytes": 0, "times": 1\#(match)}"#)
  try? await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "laws"))
  try await site.proxy.fault("{}")
  #expect(try await other.read()?.state.serial == 2)

  // A lock whose answer was lost is ours or nobody's, never one that stays in the way.
  let hand = try await site.open("answers", true).store(of: "default")
  _ = try await hand.read()
  try await site.proxy.fault(#"{"kind": "cut-answer", "bytes": 0, "times": 1\#(match)}"#)
  let token = try? await hand.lock(info(1))
  try await site.proxy.fault("{}")
  if let token {
    #expect(token.id == info(1).id)
    await #expect(throws: StorageError.self) { try await other.lock(info(2)) }
    try await hand.unlock(token)
  } else {
    let again = try? await hand.lock(info(1))
    if let again { try await hand.unlock(again) }
  }
  let next = try await locked(other, info(3))
  try await other.unlock(next)
}

/// A server notices the end of a session in its own time.
private func locked(_ store: any StateStore, _ info: LockInfo) async throws -> LockToken {
  try await store.lock(info, timeout: .seconds(20), clock: ContinuousClock())
}

/// One holder, told of; wrong identifiers change nothing; what happens to a lock that was taken away.
private func expectExclusion(_ site: StoreSite) async throws {
  let store = try await site.open("locks", true).store(of: "default")
  let other = try await site.open("locks", false).store(of: "default")
  try await store.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "laws"))
  let token = try await store.lock(info(1))
  for hand in [store, other] {
    await #expect(throws: StorageError.self) { try await hand.unlock(LockToken(id: info(2).id)) }
    await #expect(throws: StorageError.self) { try await other.lock(info(2)) }
  }
  if site.knowsForce {
    // By force, and by another: the holder hears of it at the latest when it gives the lock back.
    try await other.unlock(LockToken(id: info(1).id))
  } else {
    // The session is gone, and its lock with it.
    try await site.proxy.fault(#"{"kind": "cut-request", "bytes": 1}"#)
    await #expect(throws: StorageError.self) {
      try await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "laws"))
    }
    try await site.proxy.fault("{}")
  }
  let theirs = try await locked(other, info(2))
  if site.isFenced {
    await #expect(throws: StorageError.self) {
      try await store.write(State(terraformVersion: "1.11.4", serial: 3, lineage: "laws"))
    }
    #expect(try await other.read()?.state.serial == 1)
  }
  await #expect(throws: StorageError.self) { try await store.unlock(token) }
  await #expect(throws: StorageError.self) { try await site.open("locks", false).store(of: "default").lock(info(3)) }
  try await other.unlock(theirs)
}

/// A service that is not well: for a moment, which is waited for, or for longer, which is told.
private func expectStatuses(_ site: StoreSite) async throws {
  let store = try await site.open("statuses", true).store(of: "default")
  let other = try await site.open("statuses", false).store(of: "default")
  let first = State(terraformVersion: "1.11.4", serial: 1, lineage: "laws")
  try await site.proxy.fault(#"{"kind": "status", "status": 503, "times": 1, "match": "statuses"}"#)
  try await store.write(first)
  #expect(try await other.read()?.state == first)
  try await site.proxy.fault(#"{"kind": "status", "status": 500, "match": "statuses"}"#)
  await #expect(throws: StorageError.self) { try await store.read() }
  await #expect(throws: StorageError.self) {
    try await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "laws"))
  }
  await #expect(throws: StorageError.self) { try await store.lock(info(1)) }
  try await site.proxy.fault("{}")
  #expect(try await other.read()?.state == first)
  // What failed has left no lock.
  try await other.unlock(try await other.lock(info(2)))
}

/// The way to a server, with faults that a test asks for.
private struct FaultProxy {
  private let server: PythonServer
  let url: String
  private let control: String

  init(to target: String) throws {
    server = try PythonServer("fault_proxy", [target])
    let parts = server.url.split(separator: "/").map(String.init)
    guard parts.count == 3 else { throw StorageError.notLocked("the proxy did not start: \(server.url)") }
    url = "http://\(parts[1])"
    control = "http://127.0.0.1:\(parts[2])/"
  }

  func fault(_ json: String) async throws {
    var request = HTTPRequest(.put, control)
    request.body = Array(json.utf8)
    _ = try await HTTPClient().send(request)
  }

  func stop() { server.stop() }
}
