import Foundation
import Model
import TestSupport
import Testing

@testable import Storing

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
func expectWorkspaces(_ backend: any Backend, names: [String] = ["west", "east", "a b"]) async throws {
  #expect(try await backend.workspaces() == ["default"])
  for name in names { try await backend.create(workspace: name) }
  #expect(try await backend.workspaces() == (names + ["default"]).sorted())
  let store = try backend.store(of: "east")
  let state = try #require(try await store.read()?.state)
  #expect(state.serial == 1 && !state.lineage.isEmpty)
  // What is there already stays.
  try await backend.create(workspace: "east")
  #expect(try await store.read()?.state == state)
  try await backend.delete(workspace: "west")
  #expect(try await backend.workspaces() == (names + ["default"]).filter { $0 != "west" }.sorted())
  #expect(try await backend.store(of: "west").read() == nil)
}

/// A backend of a type with these arguments, and no others.
func open(
  _ type: BackendType, _ values: [String: Value], environment: [String: String] = [:]
) async throws -> any Backend {
  try await type.open(try arguments(values, environment, of: type))
}

func arguments(
  _ values: [String: Value], _ environment: [String: String] = [:], of type: BackendType
) throws -> BackendArguments {
  guard case .object(var all) = type.schema.emptyValue else { throw StorageError.notLocked("no object") }
  for (name, value) in values {
    guard type.schema.attribute(name) != nil else {
      Issue.record("\(type.name) has no argument \(name)")
      continue
    }
    all[name] = value
  }
  return BackendArguments(
    values: .object(all), environment: environment, workingDirectory: ".",
    makeIdentifier: { "11111111-2222-3333-4444-555555555555" },
    makeLockInfo: {
      LockInfo(
        id: "99999999-2222-3333-4444-555555555555", operation: $0, who: "me@here", version: "1.11.4",
        created: "2026-01-02T03:04:05.123456Z")
    })
}

/// Terraform as a client of the same place: each reads what the other writes, honours its lock and sees its workspaces.
func expectSharing(
  _ block: String, _ backend: any Backend, environment: [String: String] = [:], hosts: String? = nil
) async throws {
  let judge = try #require(TerraformJudge.find())
  try await withTemporaryFolder { folder in
    let text = "terraform {\n\(block)\n}\noutput \"where\" {\n  value = terraform.workspace\n}\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("main.tf"))
    func terraform(_ arguments: String...) async throws -> TerraformJudge.Outcome {
      try await judge.run(arguments + ["-no-color"], in: folder, environment: environment, hosts: hosts)
    }
    let made = try await terraform("init")
    #expect(made.status == 0, "\(made.errors)")
    let applied = try await terraform("apply", "-auto-approve")
    #expect(applied.status == 0, "\(applied.errors)")
    let store = try backend.store(of: "default")
    var state = try #require(try await store.read()?.state)
    #expect(state.outputs["where"]?.value == .string("default"))
    let token = try await store.lock(
      LockInfo(
        id: "77777777-2222-3333-4444-555555555555", operation: "OperationTypeApply", who: "us@here", version: "1.11.4",
        created: "2026-01-02T03:04:05Z"))
    let refused = try await terraform("apply", "-auto-approve")
    #expect(refused.status == 1 && refused.errors.contains("us@here"), "\(refused.errors)")
    state.serial += 1
    state.outputs = [:]
    try await store.write(state)
    try await store.unlock(token)
    #expect(try await terraform("output", "-json").output == "{}\n")
    try await backend.create(workspace: "ours")
    #expect(try await terraform("workspace", "new", "theirs").status == 0)
    #expect(try await backend.workspaces() == ["default", "ours", "theirs"])
    #expect(try await terraform("workspace", "select", "ours").status == 0)
    #expect(try await terraform("apply", "-auto-approve").status == 0)
    #expect(try await backend.store(of: "ours").read()?.state.outputs["where"]?.value == .string("ours"))
    try await backend.delete(workspace: "theirs")
    #expect(try await terraform("workspace", "list").output.contains("theirs") == false)
  }
}
