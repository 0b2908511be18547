import Model
import Storing
import TestSupport
import Testing

/// What every store that others can reach must do: two hands on the same state.
func expectContract(_ store: any StateStore, _ other: any StateStore, locks: Bool = true, tellsOwner: Bool = true)
  async throws
{
  func info(_ id: String) -> LockInfo {
    LockInfo(
      id: "00000000-0000-0000-0000-\(id)", operation: "OperationTypeTest", info: "a <b> & \"c\"", who: "me@here",
      version: "1.11.4", created: "2026-01-02T03:04:05.123456Z")
  }
  #expect(try await store.read() == nil)
  let first = randomState(seed: 1)
  try await store.write(first)
  #expect(try await store.read()?.state == first)
  #expect(try await other.read()?.bytes == StateFile.encode(first))

  let token = try await store.lock(info("000000000001"))
  var shorter = State(terraformVersion: "1.11.4", serial: 2, lineage: "x")
  try await store.write(shorter)
  #expect(try await other.read()?.state == shorter)
  if locks {
    do {
      _ = try await other.lock(info("000000000002"))
      Issue.record("two hold the lock")
    } catch {
      guard case .locked(let owner?) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!owner.id.isEmpty && !owner.who.isEmpty)
      if tellsOwner {
        #expect(owner.id == info("000000000001").id)
        #expect(owner.who == "me@here")
        #expect(owner.info == "a <b> & \"c\"")
      }
    }
    await #expect(throws: StorageError.self) { try await store.unlock(LockToken(id: info("000000000002").id)) }
    await #expect(throws: StorageError.self) { try await other.lock(info("000000000003")) }
  }
  try await store.unlock(token)
  if locks { await #expect(throws: StorageError.self) { try await store.unlock(token) } }
  let again = try await other.lock(info("000000000004"))
  shorter.serial = 3
  try await other.write(shorter)
  try await other.unlock(again)
  #expect(try await store.read()?.state.serial == 3)
}

/// Workspaces come, are listed, and go.
func expectWorkspaces(_ backend: any Backend) async throws {
  #expect(try await backend.workspaces() == ["default"])
  for name in ["west", "east", "a b"] { try await backend.create(workspace: name) }
  #expect(try await backend.workspaces() == ["a b", "default", "east", "west"])
  let store = try backend.store(of: "east")
  let state = try #require(try await store.read()?.state)
  #expect(state.serial == 1 && !state.lineage.isEmpty)
  // What is there already stays.
  try await backend.create(workspace: "east")
  #expect(try await store.read()?.state == state)
  try await backend.delete(workspace: "west")
  #expect(try await backend.workspaces() == ["a b", "default", "east"])
  #expect(try await backend.store(of: "west").read() == nil)
}

/// A backend of a type with these arguments, and no others.
func open(
  _ type: BackendType, _ values: [String: Value], environment: [String: String] = [:]
) async throws -> any Backend {
  guard case .object(var all) = type.schema.emptyValue else { throw StorageError.notLocked("no object") }
  for (name, value) in values {
    guard type.schema.attribute(name) != nil else {
      Issue.record("\(type.name) has no argument \(name)")
      continue
    }
    all[name] = value
  }
  return try await type.open(
    BackendArguments(
      values: .object(all), environment: environment, workingDirectory: ".",
      makeIdentifier: { "11111111-2222-3333-4444-555555555555" },
      makeLockInfo: {
        LockInfo(
          id: "99999999-2222-3333-4444-555555555555", operation: $0, who: "me@here", version: "1.11.4",
          created: "2026-01-02T03:04:05.123456Z")
      }))
}
